import type { BackendKey, Capabilities, NewKey } from "../contract/backend.ts";
import { CryptoError } from "../errors.ts";
import { type SignatureAlgorithm, signsWith } from "@keyferry/algorithms";

/** What one custody must be able to do for a call. */
export type Claim = (capabilities: Capabilities) => boolean;

/** A backend, or a part of one, as far as choosing it goes. */
export interface Claimant {
  readonly capabilities: readonly Capabilities[];
}

/** Whether one of `claimant`'s custodies fulfils `claim`. */
export function claims(claimant: Claimant, claim: Claim): boolean {
  return claimant.capabilities.some(claim);
}

/** Whether one custody makes keys of a spec, and has them sign what they are to sign. */
export function canMake(
  { keySpecs, signatureAlgorithms }: Capabilities,
  { spec, signs }: Pick<NewKey, "spec" | "signs">,
): boolean {
  const signing = (algorithm: SignatureAlgorithm) => signsWith(spec, algorithm);
  return keySpecs.includes(spec) && (signs === undefined || signatureAlgorithms[signs].some(signing));
}

/** The claim to hold `key` and to do something with keys of its spec. */
export function uses(key: BackendKey): Claim {
  return ({ custody, keySpecs }) => custody === key.custody && keySpecs.includes(key.spec);
}

/**
 * Those of a key's custody: only they understand its material.
 *
 * @throws CryptoError `unavailable` for none
 */
export function holdersOf<T extends Claimant>(
  claimants: readonly T[],
  key: Pick<BackendKey, "custody">,
): readonly T[] {
  const holders = claimants.filter((claimant) => claims(claimant, ({ custody }) => custody === key.custody));
  if (holders.length === 0) {
    throw new CryptoError("unavailable", `no backend is there for keys in the custody of ${key.custody}`);
  }
  return holders;
}

/**
 * The first that fulfils all claims.
 *
 * @throws CryptoError `unsupported` for none
 */
export function firstThatClaims<T extends Claimant>(
  claimants: readonly T[],
  key: BackendKey,
  ...all: readonly Claim[]
): T {
  const first = claimants.find((claimant) => all.every((claim) => claims(claimant, claim)));
  if (first === undefined) {
    throw new CryptoError(
      "unsupported",
      `no backend in the custody of ${key.custody} can do this with ${key.spec}`,
    );
  }
  return first;
}
