import { andFinally, andThen, type MaybePromise } from "@keyferry/bytes";
import type { HostKeyForm } from "./primitives.ts";

/** Calls `work` with key material in a library's form, which is kept no longer. */
export function withImportedKey<K, T>(
  form: HostKeyForm<K>,
  material: Uint8Array,
  work: (key: K) => MaybePromise<T>,
): MaybePromise<T> {
  return andThen(form.importKey(material), (key) =>
    andFinally(
      () => work(key),
      () => form.forgetKey?.(key),
    ),
  );
}
