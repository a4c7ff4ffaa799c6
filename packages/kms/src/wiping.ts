import type { MaybePromise } from "@keyferry/crypto";

/** Hands `bytes` to `work` and wipes them when it has ended. */
export async function wiping<T>(bytes: Uint8Array, work: (bytes: Uint8Array) => MaybePromise<T>): Promise<T> {
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}
