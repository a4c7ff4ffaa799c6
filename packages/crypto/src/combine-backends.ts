import type { BackendKey, Capabilities, CryptoBackend, NewKey } from "./backend.ts";
import { CryptoError } from "./errors.ts";
import { mergeCapabilities } from "./merge-capabilities.ts";

type Claim = (capabilities: Capabilities) => boolean;

type Claimant = Pick<CryptoBackend, "capabilities">;

const claims = (backend: Claimant, claim: Claim) => backend.capabilities.some(claim);

const uses =
  (key: BackendKey): Claim =>
  ({ custody, keySpecs }) =>
    custody === key.custody && keySpecs.includes(key.spec);

/** The backends of a key's custody: only they understand its material. */
function holdersOf(
  backends: readonly CryptoBackend[],
  key: Pick<BackendKey, "custody">,
): readonly CryptoBackend[] {
  const holders = backends.filter((backend) => claims(backend, ({ custody }) => custody === key.custody));
  if (holders.length === 0) {
    throw new CryptoError("unavailable", `no backend is there for keys in the custody of ${key.custody}`);
  }
  return holders;
}

function holderThatClaims(
  backends: readonly CryptoBackend[],
  key: BackendKey,
  ...all: readonly Claim[]
): CryptoBackend {
  const holder = holdersOf(backends, key).find((backend) => all.every((claim) => claims(backend, claim)));
  if (holder === undefined) {
    throw new CryptoError(
      "unsupported",
      `no backend in the custody of ${key.custody} can do this with ${key.spec}`,
    );
  }
  return holder;
}

function makerOf<T extends Claimant>(backends: readonly T[], { spec, protectionLevel }: NewKey): T {
  const makers = backends.filter((backend) => claims(backend, ({ keySpecs }) => keySpecs.includes(spec)));
  const exact = makers.find((backend) =>
    claims(backend, (claim) => claim.keySpecs.includes(spec) && claim.protectionLevel === protectionLevel),
  );
  const maker = exact ?? makers[0];
  if (maker === undefined) throw new CryptoError("unsupported", `no backend makes keys of ${spec}`);
  return maker;
}

/**
 * Several backends as one. A key stays with the backends of its custody; of these, each call goes to the first that
 * claims all it needs. A new key goes to the first backend with its spec and protection level, otherwise to the first
 * with its spec.
 *
 * The capabilities are, per custody, those of any backend; a pair that no single backend has (the key's spec of one,
 * the wrapping algorithm of another) is refused as `unsupported`. A custody that no backend has is `unavailable`.
 *
 * @throws RangeError for no backends
 */
export function combineBackends(backends: readonly CryptoBackend[]): CryptoBackend {
  const [first] = backends;
  if (first === undefined) throw new RangeError("there are no backends to combine");
  const importers = backends.flatMap(({ capabilities, importer }) =>
    importer === undefined ? [] : [{ capabilities, importer }],
  );
  const userOf = (key: BackendKey) => holderThatClaims(backends, key, uses(key));

  return {
    name: backends.map(({ name }) => name).join("+"),
    capabilities: mergeCapabilities(backends.flatMap(({ capabilities }) => capabilities)),
    createKey: (key) => makerOf(backends, key).createKey(key),
    async destroyKey(key) {
      // Every backend of the custody may have the key in its cache.
      for (const holder of holdersOf(backends, key)) await holder.destroyKey(key);
    },
    random: (length) => first.random(length),
    encrypt: (target, plaintext) => userOf(target.key).encrypt(target, plaintext),
    decrypt: (source) => userOf(source.key).decrypt(source),
    generateDataKey: (target, length) => userOf(target.key).generateDataKey(target, length),
    rewrap(source, recipient, algorithm) {
      const { key } = source;
      const wraps: Claim = (claim) => uses(key)(claim) && claim.wrappingAlgorithms.includes(algorithm);
      return holderThatClaims(backends, key, wraps).rewrap(source, recipient, algorithm);
    },
    reencrypt(source, destination) {
      // Asked first, so that an absent custody is `unavailable` and not `unsupported`.
      holdersOf(backends, destination.key);
      return holderThatClaims(backends, source.key, uses(source.key), uses(destination.key)).reencrypt(
        source,
        destination,
      );
    },
    ...(importers.length > 0 && {
      importer: {
        importKey: (key, material) => makerOf(importers, key).importer.importKey(key, material),
      },
    }),
    async close() {
      const endings = await Promise.allSettled(backends.map(async (backend) => backend.close()));
      const failures = endings.flatMap((ending) =>
        ending.status === "rejected" ? [ending.reason as unknown] : [],
      );
      if (failures.length > 0)
        throw new CryptoError("unavailable", "not every backend closed", { cause: failures });
    },
  };
}
