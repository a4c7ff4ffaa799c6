import type { MaybePromise } from "@keyferry/bytes";
import { CryptoError } from "@keyferry/crypto";
import type forge from "node-forge";

/** node-forge. */
export type Forge = typeof forge;

let loaded: Forge | undefined;

/**
 * Does work that needs node-forge, which is larger than all the rest of this package: the first RSA key loads it, and whoever has
 * none never does. From then on the answer comes at once.
 *
 * @throws CryptoError `unavailable` where it cannot be loaded
 */
export function withForge<T>(work: (forge: Forge) => MaybePromise<T>): MaybePromise<T> {
  if (loaded !== undefined) return work(loaded);
  return import("node-forge").then(
    ({ default: it }) => {
      loaded = it;
      return work(it);
    },
    (cause: unknown) => {
      throw new CryptoError("unavailable", "node-forge, which RSA needs here, cannot be loaded", { cause });
    },
  );
}
