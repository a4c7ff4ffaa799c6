import { publicBytes, secretBytes } from "@keyferry/bytes";

/** A Buffer over the same memory, as pkcs11js wants it. One of no bytes still points somewhere: modules refuse a null pointer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  if (bytes.length === 0) return bufferOf(publicBytes(1)).subarray(0, 0);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Room for a secret that the module writes. */
export const secretRoom = (length: number): Buffer => bufferOf(secretBytes(length));

/** Room for what the module writes, and is no secret. */
export const publicRoom = (length: number): Buffer => bufferOf(publicBytes(length));
