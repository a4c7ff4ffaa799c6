import { secretBytes, wipe } from "@keyferry/bytes";
import { sm3 } from "./sm3.ts";

/**
 * The key derivation function of GB/T 32918.4 5.4.3 over SM3: `length` bytes from the shared secret `z`. The caller
 * wipes the answer.
 */
export function sm3Kdf(z: Uint8Array, length: number): Uint8Array {
  const derived = secretBytes(length);
  const block = secretBytes(sm3.outputLen);
  const counter = new DataView(new ArrayBuffer(4));
  const prefix = sm3.create().update(z);
  for (let offset = 0, count = 1; offset < length; offset += sm3.outputLen, count++) {
    counter.setUint32(0, count);
    const hash = prefix.clone().update(new Uint8Array(counter.buffer));
    hash.digestInto(block);
    hash.destroy();
    derived.set(block.subarray(0, length - offset), offset);
  }
  prefix.destroy();
  wipe(block);
  return derived;
}
