import { copySecret, wipe } from "@keyferry/bytes";

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

/** The same bytes in a form that SubtleCrypto takes: a copy where the memory is shared between threads. */
export function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isUnshared(bytes) ? bytes : copySecret(bytes);
}

/** Hands {@link unshared} bytes to `work`, and wipes them afterwards where they are a copy. */
export async function withUnshared<T>(
  secret: Uint8Array,
  work: (unshared: Uint8Array<ArrayBuffer>) => Promise<T>,
): Promise<T> {
  const bytes = unshared(secret);
  try {
    return await work(bytes);
  } finally {
    if (bytes !== secret) wipe(bytes);
  }
}
