import { sm2Curve } from "@keyferry/algorithms";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { bytesToHex, randomBytes } from "@noble/hashes/utils.js";
import { beforeAll, describe, expect, it } from "vitest";
import { compileWasm } from "../scripts/compile-wasm.ts";
import type { CompiledWasm } from "../scripts/compile-wasm.ts";
import { createSm2Wasm } from "../src/wasm/arithmetic.ts";
import { instantiateSm2Wasm, sm2WasmBytes } from "../src/wasm/module.ts";
import type { Sm2WasmExports } from "../src/wasm/module.ts";

const { p, n } = sm2Curve;
/** The compiler takes two seconds on a machine at leisure. */
const compileTimeout = 60_000;

describe("SM2's WebAssembly module", () => {
  let compiled: CompiledWasm;
  beforeAll(async () => {
    compiled = await compileWasm("sm2");
  }, compileTimeout);

  it("is what its source compiles to, byte for byte", async () => {
    expect(bytesToHex(compiled.binary)).toBe(bytesToHex(sm2WasmBytes()));
    expect(bytesToHex((await compileWasm("sm2")).binary)).toBe(bytesToHex(compiled.binary));
  });

  it("imports nothing", () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(sm2WasmBytes()))).toEqual([]);
  });

  it("lets no value from its memory decide on a branch or an address", () => {
    // Conditions and addresses are numbers of 32 bits. Memory is only read into numbers of 64 bits, and none of the ways
    // from those to 32 bits is taken: narrowing, comparing, calling with a result, a global, a float or a vector.
    const { text } = compiled;
    expect(text).toMatch(/i64\.load8_u/);
    expect(text).not.toMatch(/i32\.(load|wrap|trunc|reinterpret)/);
    expect(text).not.toMatch(/i64\.(eq|ne|lt|gt|le|ge)/);
    expect(text).not.toMatch(/\(result|global\.get|f32|f64|v128|call_indirect|br_table|\bselect\b/);
    // The time of a division depends on its numbers.
    expect(text).not.toMatch(/\.(div|rem)_/);
  });
});

describe("the memory of SM2's module", () => {
  const module = instantiateSm2Wasm();
  const arithmetic = createSm2Wasm(module);
  const memory = () => Buffer.from(new Uint8Array(module.memory.buffer));
  const fresh = memory();
  const [s, t] = [randomBytes(32), randomBytes(32)];
  const point = arithmetic.multiplyBase(numberToBytesBE(0xabcdefn, 32));

  it("holds the multiples of the base point", () => {
    expect(fresh.some((byte) => byte !== 0)).toBe(true);
  });

  it.each([
    ["multiplyBase", () => arithmetic.multiplyBase(s)],
    ["multiply", () => arithmetic.multiply(point, s)],
    ["multiplyAdd", () => arithmetic.multiplyAdd(s, point, t)],
    ["finishSignature", () => arithmetic.finishSignature(s, t, point.subarray(1, 33))],
  ])("is after %s what it was before, to the byte", (_name, call) => {
    call();
    expect(Buffer.compare(memory(), fresh)).toBe(0);
  });

  it.each([
    ["a scalar of n", () => arithmetic.multiply(point, numberToBytesBE(n, 32))],
    ["a point off the curve", () => arithmetic.multiply(point.toReversed(), s)],
    ["a second scalar that is too short", () => arithmetic.multiplyAdd(s, point, t.subarray(1))],
    ["an r that is too short", () => arithmetic.finishSignature(s, t, t.subarray(1))],
  ])("is so too where %s is refused", (_name, call) => {
    expect(call).toThrow();
    expect(Buffer.compare(memory(), fresh)).toBe(0);
  });

  it("holds the scalar and the result until it is wiped", () => {
    new Uint8Array(module.memory.buffer).set(s, module.SCALAR.value);
    module.multiplyBase();
    const left = memory();
    expect(left.includes(bytesToHex(s), 0, "hex")).toBe(true);
    expect(left.includes(bytesToHex(arithmetic.multiplyBase(s).subarray(1)), 0, "hex")).toBe(true);
    expect(memory().includes(bytesToHex(s), 0, "hex")).toBe(false);
  });
});

interface FieldExports extends Sm2WasmExports {
  readonly sum: () => void;
  readonly difference: () => void;
  readonly product: () => void;
  readonly squareOfUnreduced: () => void;
  readonly inverse: () => void;
}

describe("the field of SM2's module", () => {
  let field: FieldExports;
  beforeAll(async () => {
    const { binary } = await compileWasm("parts");
    field = instantiateSm2Wasm(binary) as FieldExports;
  }, compileTimeout);

  const edges: readonly bigint[] = [
    0n,
    1n,
    2n,
    2n ** 29n - 1n,
    2n ** 29n,
    2n ** 64n - 1n,
    2n ** 96n,
    2n ** 224n,
    2n ** 232n - 1n,
    p / 2n,
    p - 2n,
    p - 1n,
    // Numbers past the field are never handed in, but must not break anything.
    p,
    p + 1n,
    2n ** 256n - 1n,
  ];
  const mod = (value: bigint) => ((value % p) + p) % p;

  function run(operation: () => void, a: bigint, b: bigint): bigint {
    const memory = new Uint8Array(field.memory.buffer);
    memory.set(numberToBytesBE(a, 32), field.SCALAR.value);
    memory.set(numberToBytesBE(b, 32), field.BASE_SCALAR.value);
    operation();
    return bytesToNumberBE(memory.slice(field.RESULT.value, field.RESULT.value + 32));
  }

  function check(a: bigint, b: bigint): void {
    const name = `${a.toString(16)}, ${b.toString(16)}`;
    expect(run(field.sum, a, b), name).toBe(mod(a + b));
    expect(run(field.difference, a, b), name).toBe(mod(a - b));
    expect(run(field.product, a, b), name).toBe(mod(a * b));
    expect(run(field.squareOfUnreduced, a, b), name).toBe(mod(a * a - b));
  }

  it("adds, subtracts, multiplies and squares the numbers at its edges, always to less than p", () => {
    for (const a of edges) for (const b of edges) check(a, b);
  });

  it("does so with 500 random pairs", () => {
    for (let i = 0; i < 500; i++) check(bytesToNumberBE(randomBytes(32)), bytesToNumberBE(randomBytes(32)));
  });

  it("inverts, and answers 0 for 0", () => {
    for (const a of [...edges, bytesToNumberBE(randomBytes(32))]) {
      expect(mod(a * run(field.inverse, a, 0n))).toBe(mod(a) === 0n ? 0n : 1n);
      if (mod(a) === 0n) expect(run(field.inverse, a, 0n)).toBe(0n);
    }
  });
});
