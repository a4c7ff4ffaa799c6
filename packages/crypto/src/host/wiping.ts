import { andFinally, type MaybePromise } from "../maybe-promise.ts";

/** Hands `bytes` to `work` and wipes them when it has ended. */
export function wiping<T>(bytes: Uint8Array, work: (bytes: Uint8Array) => MaybePromise<T>): MaybePromise<T> {
  return andFinally(
    () => work(bytes),
    () => {
      bytes.fill(0);
    },
  );
}
