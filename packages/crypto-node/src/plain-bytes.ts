/**
 * The same memory as a plain Uint8Array. What leaves this package is never a Buffer, whose `slice` shares memory where
 * a Uint8Array's copies, so that wiping would miss or hit the wrong bytes.
 */
export function plainBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** The same memory as a Buffer, for the functions of node:crypto that take no other kind of key. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
