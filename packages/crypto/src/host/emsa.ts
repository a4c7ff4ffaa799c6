import { equalBytes, joinPublic, publicBytes, publicBytesOf } from "@keyferry/bytes";
import { hexToBytes } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";

const hashLength = 32;
const saltLength = 32;
const trailer = 0xbc;

/** DigestInfo of SHA-256 up to its digest (RFC 8017 9.2, note 1). */
const sha256DigestInfo = hexToBytes("3031300d060960864801650304020105000420");

/**
 * EMSA-PKCS1-v1_5 (RFC 8017 9.2) of a SHA-256 digest.
 *
 * @param length that of the modulus, in bytes
 */
export function emsaPkcs1(digest: Uint8Array, length: number): Uint8Array {
  const padding = publicBytes(length - 3 - sha256DigestInfo.length - hashLength).fill(0xff);
  return joinPublic(publicBytesOf(0, 1), padding, publicBytesOf(0), sha256DigestInfo, digest);
}

/** MGF1 over SHA-256 (RFC 8017 B.2.1). */
function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const mask = publicBytes(length);
  const counter = new DataView(new ArrayBuffer(4));
  for (let offset = 0; offset < length; offset += hashLength) {
    counter.setUint32(0, offset / hashLength);
    const block = sha256(joinPublic(seed, new Uint8Array(counter.buffer)));
    mask.set(block.subarray(0, length - offset), offset);
  }
  return mask;
}

/** H of RFC 8017 9.1: the hash of eight zeros, the digest and the salt. */
function saltedHash(digest: Uint8Array, salt: Uint8Array): Uint8Array {
  return sha256(joinPublic(publicBytes(8), digest, salt));
}

/** The data block DB: zeros, a one, the salt. */
function dataBlock(salt: Uint8Array, length: number): Uint8Array {
  return joinPublic(publicBytes(length - saltLength - 1), publicBytesOf(1), salt);
}

/** `block` under its mask. The first bit goes, since the encoded message has one bit less than the modulus. */
function masked(block: Uint8Array, hash: Uint8Array): Uint8Array {
  const result = mgf1(hash, block.length);
  for (let at = 0; at < block.length; at += 1) result[at] = (result[at] ?? 0) ^ (block[at] ?? 0);
  result[0] = (result[0] ?? 0) & 0x7f;
  return result;
}

/**
 * EMSA-PSS-ENCODE (RFC 8017 9.1.1) of a SHA-256 digest: MGF1 over SHA-256, for a modulus whose bits fill its bytes.
 *
 * @param salt 32 random bytes
 * @param length that of the modulus, in bytes
 */
export function emsaPssEncode(digest: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  const hash = saltedHash(digest, salt);
  const block = masked(dataBlock(salt, length - hashLength - 1), hash);
  return joinPublic(block, hash, publicBytesOf(trailer));
}

/** EMSA-PSS-VERIFY (RFC 8017 9.1.2) of what {@link emsaPssEncode} makes, with a salt of exactly 32 bytes. */
export function emsaPssMatches(digest: Uint8Array, encoded: Uint8Array): boolean {
  const blockLength = encoded.length - hashLength - 1;
  const maskedBlock = encoded.subarray(0, blockLength);
  const hash = encoded.subarray(blockLength, -1);
  const firstBit = (maskedBlock[0] ?? 0) & 0x80;
  if (encoded.at(-1) !== trailer || firstBit !== 0) return false;
  const block = masked(maskedBlock, hash);
  const salt = block.subarray(-saltLength);
  return equalBytes(block, dataBlock(salt, blockLength)) && equalBytes(hash, saltedHash(digest, salt));
}
