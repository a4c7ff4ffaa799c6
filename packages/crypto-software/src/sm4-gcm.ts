import type { HostCipher } from "@keyferry/crypto";
import { ghash } from "@noble/ciphers/_polyval.js";
import { equalBytes } from "@noble/ciphers/utils.js";
import { encryptSm4Block, expandSm4Key } from "./sm4.ts";
import { undecryptable } from "./undecryptable.ts";

const blockLength = 16;
const ivLength = 12;
const tagLength = 16;

function encryptBlock(roundKeys: Uint32Array, block: Uint8Array): Uint8Array {
  const encrypted = Uint8Array.from(block);
  encryptSm4Block(roundKeys, new DataView(encrypted.buffer));
  return encrypted;
}

/** J0 of SP 800-38D 7.1, with the counter at `count`. */
function counterBlock(iv: Uint8Array, count: number): Uint8Array {
  if (iv.length !== ivLength) throw new RangeError("the IV of SM4-GCM has 12 bytes");
  const block = new Uint8Array(blockLength);
  block.set(iv);
  new DataView(block.buffer).setUint32(ivLength, count);
  return block;
}

/** GCTR from the second counter on: encrypts and decrypts alike. */
function applyKeystream(roundKeys: Uint32Array, iv: Uint8Array, input: Uint8Array): Uint8Array {
  const output = Uint8Array.from(input);
  for (let offset = 0; offset < output.length; offset += blockLength) {
    const keystream = encryptBlock(roundKeys, counterBlock(iv, 2 + offset / blockLength));
    const chunk = output.subarray(offset, offset + blockLength);
    keystream.subarray(0, chunk.length).forEach((byte, i) => {
      chunk[i] = (chunk[i] ?? 0) ^ byte;
    });
    keystream.fill(0);
  }
  return output;
}

function tagOf(
  roundKeys: Uint32Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  const hashKey = encryptBlock(roundKeys, new Uint8Array(blockLength));
  const lengths = new DataView(new ArrayBuffer(blockLength));
  lengths.setBigUint64(0, BigInt(associatedData.length) * 8n);
  lengths.setBigUint64(8, BigInt(ciphertext.length) * 8n);
  const hash = ghash.create(hashKey, associatedData.length + ciphertext.length);
  // GHASH pads each update to whole blocks, which is just what GCM asks for.
  const tag = hash.update(associatedData).update(ciphertext).update(new Uint8Array(lengths.buffer)).digest();
  hash.destroy();
  hashKey.fill(0);
  const mask = encryptBlock(roundKeys, counterBlock(iv, 1));
  return tag.map((byte, i) => byte ^ (mask[i] ?? 0));
}

/**
 * SM4 (GB/T 32907) in GCM (SP 800-38D), as in RFC 8998: key of 16 bytes, IV of 12, tag of 16. Its key objects are
 * SM4's round keys.
 */
export const sm4Gcm: HostCipher<Uint32Array> = {
  importKey: expandSm4Key,
  seal(roundKeys, iv, plaintext, associatedData) {
    const ciphertext = applyKeystream(roundKeys, iv, plaintext);
    const sealed = new Uint8Array(ciphertext.length + tagLength);
    sealed.set(ciphertext);
    sealed.set(tagOf(roundKeys, iv, ciphertext, associatedData), ciphertext.length);
    return sealed;
  },
  open(roundKeys, iv, sealed, associatedData) {
    if (iv.length !== ivLength || sealed.length < tagLength) throw undecryptable();
    const ciphertext = sealed.subarray(0, -tagLength);
    const tag = sealed.subarray(-tagLength);
    if (!equalBytes(tagOf(roundKeys, iv, ciphertext, associatedData), tag)) throw undecryptable();
    return applyKeystream(roundKeys, iv, ciphertext);
  },
  forgetKey(roundKeys) {
    roundKeys.fill(0);
  },
};
