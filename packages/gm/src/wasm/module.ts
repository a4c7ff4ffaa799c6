import { sm2Curve } from "@keyferry/algorithms";
import { decodeBase64, publicBytes } from "@keyferry/bytes";
import { numberToBytesBE } from "@noble/curves/utils.js";
import { sm2WasmBase64 } from "./binary.ts";

// The part of WebAssembly's interface that is used here: its types come with the DOM's, which not every program has.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Memory {
  readonly buffer: ArrayBuffer;
}

interface Address {
  readonly value: number;
}

/** The module's exports: functions that work on numbers at fixed addresses of the memory. */
export interface Sm2WasmExports {
  readonly memory: Memory;
  readonly SCALAR: Address;
  readonly BASE_SCALAR: Address;
  readonly AFFINE: Address;
  readonly RESULT: Address;
  setUp(): void;
  multiplyBase(): void;
  multiply(): void;
  multiplyAdd(): void;
  finishSignature(): void;
  wipe(): void;
}

/** The module as it is shipped, not compiled yet. */
export function sm2WasmBytes(): Uint8Array<ArrayBuffer> {
  return decodeBase64(sm2WasmBase64) ?? publicBytes(0);
}

/**
 * Compiles a module and gives it the curve. Takes some 5 ms, most of them for the multiples of the base point.
 *
 * @throws where the platform has no WebAssembly, or forbids to compile it
 */
export function instantiateSm2Wasm(bytes: Uint8Array<ArrayBuffer> = sm2WasmBytes()): Sm2WasmExports {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const module = exports as Sm2WasmExports;
  const memory = new Uint8Array(module.memory.buffer);
  const { p, n, b, gx, gy } = sm2Curve;
  memory.set(numberToBytesBE(b, 32), module.SCALAR.value);
  memory.set(numberToBytesBE(2n ** 522n % p, 32), module.BASE_SCALAR.value);
  memory.set(numberToBytesBE(gx, 32), module.AFFINE.value);
  memory.set(numberToBytesBE(gy, 32), module.AFFINE.value + 32);
  memory.set(numberToBytesBE(n, 32), module.RESULT.value);
  memory.set(numberToBytesBE(2n ** 522n % n, 32), module.RESULT.value + 32);
  module.setUp();
  return module;
}
