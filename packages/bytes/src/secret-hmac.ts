import { secretBytes, wipe } from "./bytes.ts";

/** A hash function in the form of @noble/hashes, as far as HMAC needs it. */
export interface HmacHash {
  readonly blockLen: number;
  readonly outputLen: number;
  create(): {
    update(bytes: Uint8Array): unknown;
    digestInto(output: Uint8Array): void;
    destroy(): void;
  };
}

/**
 * HMAC (RFC 2104). The answer is made as a secret is, since it may be a key. Not that of @noble/hashes: it pads the key on
 * V8's heap, from where it cannot be wiped.
 *
 * @param key left as it is
 */
export function secretHmac(hash: HmacHash, key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const pad = secretBytes(hash.blockLen);
  const mac = secretBytes(hash.outputLen);
  if (key.length > pad.length) digestInto(hash, pad.subarray(0, mac.length), key);
  else pad.set(key);
  turn(pad, 0x36);
  digestInto(hash, mac, pad, message);
  turn(pad, 0x36 ^ 0x5c);
  digestInto(hash, mac, pad, mac);
  wipe(pad);
  return mac;
}

function turn(pad: Uint8Array, bits: number): void {
  for (let at = 0; at < pad.length; at += 1) pad[at] = (pad[at] ?? 0) ^ bits;
}

function digestInto(hash: HmacHash, output: Uint8Array, ...parts: readonly Uint8Array[]): void {
  const state = hash.create();
  for (const part of parts) state.update(part);
  state.digestInto(output);
  state.destroy();
}
