import type { BackendKey, Capabilities, CryptoBackend } from "../contract/backend.ts";
import { CryptoError } from "../errors.ts";

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

/** Name of an optional part of a backend. */
type PartName = "importer" | "unwrapper" | "wrapper" | "keyPairs" | "signer" | "asymmetricCipher" | "mac";
type Part<K extends PartName> = NonNullable<CryptoBackend[K]>;

/** A backend's optional part, with what the backend claims. */
export interface BackendPart<P> extends Claimant {
  readonly part: P;
}

/** The backends that have the part `name`. */
export function partsOf<K extends PartName>(
  backends: readonly CryptoBackend[],
  name: K,
): readonly BackendPart<Part<K>>[] {
  return backends.flatMap((backend) => {
    const part: CryptoBackend[K] = backend[name];
    return part === undefined ? [] : [{ capabilities: backend.capabilities, part }];
  });
}

/** Finds the part of the first holder of a key that has it and fulfils `claim` for keys of that spec. */
export type Route<P> = (key: BackendKey, claim?: Claim) => P;

/**
 * The combined form of one optional part, absent where no backend has it.
 *
 * @param combine makes it of a route to the parts of single backends. The route throws CryptoError `unavailable` where no
 *   backend has the key's custody, `unsupported` where none in it can do what is claimed
 */
export function combinePart<K extends PartName>(
  backends: readonly CryptoBackend[],
  name: K,
  combine: (route: Route<Part<K>>) => Part<K>,
): Partial<Record<K, Part<K>>> {
  const parts = partsOf(backends, name);
  if (parts.length === 0) return {};
  const route: Route<Part<K>> = (key, claim = () => true) => {
    // Asked of all backends first, so that an absent custody is `unavailable` and not `unsupported`.
    holdersOf(backends, key);
    return firstThatClaims(parts, key, (claimed) => uses(key)(claimed) && claim(claimed)).part;
  };
  return { [name]: combine(route) } as Partial<Record<K, Part<K>>>;
}
