import type { BackendKey, CryptoBackend } from "../contract/backend.ts";
import { type Claim, type Claimant, firstThatClaims, holdersOf, uses } from "./choose-backend.ts";

/** A backend's optional part, with what the backend claims. */
export interface BackendPart<P> extends Claimant {
  readonly part: P;
}

/** The backends that have the part `name`. */
export function partsOf<
  K extends "importer" | "wrapper" | "keyPairs" | "signer" | "asymmetricCipher" | "mac",
>(backends: readonly CryptoBackend[], name: K): readonly BackendPart<NonNullable<CryptoBackend[K]>>[] {
  return backends.flatMap((backend) => {
    const part = backend[name];
    return part === undefined ? [] : [{ capabilities: backend.capabilities, part }];
  });
}

/**
 * The part of the first holder of `key` that has it and fulfils `claim` for keys of that spec.
 *
 * @throws CryptoError `unavailable` where no backend has the key's custody, `unsupported` where none in it can do this
 */
export function partFor<P>(
  backends: readonly CryptoBackend[],
  parts: readonly BackendPart<P>[],
  key: BackendKey,
  claim: Claim,
): P {
  // Asked of all backends first, so that an absent custody is `unavailable` and not `unsupported`.
  holdersOf(backends, key);
  return firstThatClaims(parts, key, (claimed) => uses(key)(claimed) && claim(claimed)).part;
}
