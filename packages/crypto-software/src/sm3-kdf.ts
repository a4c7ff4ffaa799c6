import { sm3 } from "./sm3.ts";

/**
 * The key derivation function of GB/T 32918.4 5.4.3 over SM3: `length` bytes from the shared secret `z`. The caller
 * wipes the answer.
 */
export function sm3Kdf(z: Uint8Array, length: number): Uint8Array {
  const derived = new Uint8Array(length);
  const counter = new DataView(new ArrayBuffer(4));
  const prefix = sm3.create().update(z);
  for (let offset = 0, count = 1; offset < length; offset += sm3.outputLen, count++) {
    counter.setUint32(0, count);
    const block = prefix.clone().update(new Uint8Array(counter.buffer)).digest();
    derived.set(block.subarray(0, length - offset), offset);
    block.fill(0);
  }
  prefix.destroy();
  return derived;
}
