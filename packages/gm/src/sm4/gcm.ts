import { equalBytes, joinPublic, secretBytes, wipe } from "@keyferry/bytes";
import { ghash } from "@noble/ciphers/_polyval.js";
import { encryptSm4Block, expandSm4Key } from "./block-cipher.ts";
import { DecryptionError } from "../decryption-error.ts";

const blockLength = 16;
const ivLength = 12;
const tagLength = 16;

/** Encrypts the block of SP 800-38D 7.1's J0, with the counter at `count`, into `block`. */
function encryptCounter(roundKeys: Uint32Array, iv: Uint8Array, count: number, block: DataView): void {
  if (iv.length !== ivLength) throw new RangeError("the IV of SM4-GCM has 12 bytes");
  new Uint8Array(block.buffer).set(iv);
  block.setUint32(ivLength, count);
  encryptSm4Block(roundKeys, block);
}

/** GCTR from the second counter on: encrypts and decrypts alike, so that either side may be a secret. */
function applyKeystream(roundKeys: Uint32Array, iv: Uint8Array, input: Uint8Array): Uint8Array {
  const output = secretBytes(input.length);
  const keystream = secretBytes(blockLength);
  const block = new DataView(keystream.buffer);
  for (let offset = 0; offset < input.length; offset += blockLength) {
    encryptCounter(roundKeys, iv, 2 + offset / blockLength, block);
    const end = Math.min(offset + blockLength, input.length);
    for (let at = offset; at < end; at += 1) output[at] = (input[at] ?? 0) ^ (keystream[at - offset] ?? 0);
  }
  wipe(keystream);
  return output;
}

function tagOf(
  roundKeys: Uint32Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  const block = secretBytes(blockLength);
  const view = new DataView(block.buffer);
  encryptSm4Block(roundKeys, view);
  const lengths = new DataView(new ArrayBuffer(blockLength));
  lengths.setBigUint64(0, BigInt(associatedData.length) * 8n);
  lengths.setBigUint64(8, BigInt(ciphertext.length) * 8n);
  const hash = ghash.create(block, associatedData.length + ciphertext.length);
  // GHASH pads each update to whole blocks, which is just what GCM asks for.
  const tag = hash.update(associatedData).update(ciphertext).update(new Uint8Array(lengths.buffer)).digest();
  hash.destroy();
  encryptCounter(roundKeys, iv, 1, view);
  for (let at = 0; at < blockLength; at += 1) tag[at] = (tag[at] ?? 0) ^ (block[at] ?? 0);
  wipe(block);
  return tag;
}

/** SM4 in GCM. A key is imported once, used many times, and forgotten. */
export interface Sm4Gcm {
  /**
   * The round keys of a key: as secret as it.
   *
   * @param key 16 bytes; the caller wipes them
   * @throws RangeError for a key of another length
   */
  importKey(key: Uint8Array): Uint32Array;
  /**
   * Encrypts and authenticates. No two calls under one key may have the same IV.
   *
   * @param iv 12 bytes
   * @returns ciphertext and tag, joined: 16 bytes more than the plaintext
   * @throws RangeError for an IV of another length
   */
  seal(roundKeys: Uint32Array, iv: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /**
   * The plaintext of what `seal` made with the same IV and associated data; the caller wipes it.
   *
   * @throws DecryptionError for anything else
   */
  open(roundKeys: Uint32Array, iv: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /** Wipes the round keys. */
  forgetKey(roundKeys: Uint32Array): void;
}

/** SM4 (GB/T 32907) in GCM (SP 800-38D), as in RFC 8998: key of 16 bytes, IV of 12, tag of 16. */
export const sm4Gcm: Sm4Gcm = {
  importKey: expandSm4Key,
  seal(roundKeys, iv, plaintext, associatedData) {
    const ciphertext = applyKeystream(roundKeys, iv, plaintext);
    return joinPublic(ciphertext, tagOf(roundKeys, iv, ciphertext, associatedData));
  },
  open(roundKeys, iv, sealed, associatedData) {
    if (iv.length !== ivLength || sealed.length < tagLength) throw new DecryptionError();
    const ciphertext = sealed.subarray(0, -tagLength);
    const tag = sealed.subarray(-tagLength);
    if (!equalBytes(tagOf(roundKeys, iv, ciphertext, associatedData), tag)) throw new DecryptionError();
    return applyKeystream(roundKeys, iv, ciphertext);
  },
  forgetKey(roundKeys) {
    roundKeys.fill(0);
  },
};
