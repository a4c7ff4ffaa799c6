import type { CryptoBackend } from "./backend.ts";
import type { Claimant } from "./choose-backend.ts";

/** A backend's optional part, with what the backend claims. */
export interface BackendPart<P> extends Claimant {
  readonly part: P;
}

/** The backends that have the part `name`. */
export function partsOf<K extends "importer" | "wrapper" | "keyPairs" | "signer" | "asymmetricCipher">(
  backends: readonly CryptoBackend[],
  name: K,
): readonly BackendPart<NonNullable<CryptoBackend[K]>>[] {
  return backends.flatMap((backend) => {
    const part = backend[name];
    return part === undefined ? [] : [{ capabilities: backend.capabilities, part }];
  });
}
