import { andThen } from "@keyferry/bytes";
import type { BackendKey, CryptoBackend, NewKey, RecipientWrapper } from "../contract/backend.ts";
import { combineParts } from "./combine-parts.ts";
import { combineUnwrappers } from "./combine-unwrappers.ts";
import { CryptoError, unsupported } from "../errors.ts";
import { canMake } from "../contract/can-make.ts";
import { mergeCapabilities } from "./merge-capabilities.ts";
import { withDataKey } from "../blob/blob.ts";
import { wrapForEach } from "../wrapping/wrap-for-each.ts";
import { type Claim, type Claimant, claims, firstThatClaims, holdersOf, partsOf, uses } from "./route.ts";

/** The one of `candidates` that makes a new key, which any of `backends` in the same custody will sign with. */
function makerOf<T extends Claimant>(
  backends: readonly Claimant[],
  candidates: readonly T[],
  key: NewKey,
): T {
  const { spec, protectionLevel, signs } = key;
  const able = backends.flatMap(({ capabilities }) => capabilities.filter((claim) => canMake(claim, key)));
  const custodies = new Set(able.map(({ custody }) => custody));
  const makes: Claim = ({ custody, keySpecs }) => keySpecs.includes(spec) && custodies.has(custody);
  const makers = candidates.filter((candidate) => claims(candidate, makes));
  const maker =
    makers.find((candidate) =>
      claims(candidate, (claim) => makes(claim) && claim.protectionLevel === protectionLevel),
    ) ?? makers[0];
  if (maker === undefined) {
    const use = signs === undefined ? "" : ` that sign a ${signs}`;
    throw unsupported(`no backend makes keys of ${spec}${use}`);
  }
  return maker;
}

/** Finds something once for each name, which stands for custody, spec or algorithm: there are few of them. */
function oncePerName<T>(): (name: string, find: () => T) => T {
  const known = new Map<string, T>();
  return (name, find) => {
    let found = known.get(name);
    if (found === undefined) known.set(name, (found = find()));
    return found;
  };
}

/** A new key for one backend alone: what it is to sign, another of its custody may sign. */
function anyUse({ owner, versionId, spec, protectionLevel }: NewKey): NewKey {
  return { owner, versionId, spec, protectionLevel };
}

/**
 * Several backends as one. A key stays with the backends of its custody; of these, each call goes to the first that
 * claims all it needs. A data key that comes to the host on its way is wrapped by the first backend there that has the
 * algorithm. A new key goes to the first backend with its spec and protection level, otherwise to the first with its
 * spec; those whose custody has nobody to sign with it, where it is to sign, are passed over.
 *
 * The capabilities are, per custody, those of any backend; a pair that no single backend has (the key's spec of one,
 * the wrapping algorithm of another) is refused as `unsupported`. A custody that no backend has is `unavailable`.
 *
 * @throws RangeError for no backends
 */
export function combineBackends(backends: readonly CryptoBackend[]): CryptoBackend {
  const [first] = backends;
  if (first === undefined) throw new RangeError("there are no backends to combine");
  const importers = partsOf(backends, "importer");
  const wrappers = partsOf(backends, "wrapper");
  const holderThatClaims = (key: BackendKey, ...all: readonly Claim[]) =>
    firstThatClaims(holdersOf(backends, key), key, ...all);
  const userFor = oncePerName<CryptoBackend>();
  const rewrapperFor = oncePerName<CryptoBackend>();
  const wrapperFor = oncePerName<RecipientWrapper>();
  const userOf = (key: BackendKey) =>
    userFor(`${key.custody} ${key.spec}`, () => holderThatClaims(key, uses(key)));

  const wrap: RecipientWrapper["wrap"] = (recipient, dataKey, algorithm) =>
    wrapperFor(algorithm, () => {
      const wrapper = wrappers.find((candidate) =>
        claims(candidate, ({ wrappingAlgorithms }) => wrappingAlgorithms.includes(algorithm)),
      );
      if (wrapper !== undefined) return wrapper.part;
      throw unsupported(`no backend on the host has ${algorithm}`);
    }).wrap(recipient, dataKey, algorithm);

  return {
    name: backends.map(({ name }) => name).join("+"),
    capabilities: mergeCapabilities(backends.flatMap(({ capabilities }) => capabilities)),
    createKey: (key) => makerOf(backends, backends, key).createKey(anyUse(key)),
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
      const holder = rewrapperFor(`${key.custody} ${key.spec} ${algorithm}`, () =>
        holderThatClaims(key, (claim) => uses(key)(claim) && claim.wrappingAlgorithms.includes(algorithm)),
      );
      if (holder.wrapper === undefined) return holder.rewrap(source, recipient, algorithm);
      // On the host, the first that wraps does so, whoever decrypts: as fast, and as clean in memory, as can be had.
      const wrapped = withDataKey(holder.decrypt(source), (dataKey) => wrap(recipient, dataKey, algorithm));
      return andThen(wrapped, (exported) => ({ exported, inside: false }));
    },
    rewrapForEach(source, targets) {
      const holder = userOf(source.key);
      if (holder.wrapper === undefined) return holder.rewrapForEach(source, targets);
      return withDataKey(holder.decrypt(source), (dataKey) =>
        wrapForEach(targets, ({ recipient, algorithm }) => wrap(recipient, dataKey, algorithm)),
      );
    },
    reencrypt(source, destination) {
      // Asked first, so that an absent custody is `unavailable` and not `unsupported`.
      holdersOf(backends, destination.key);
      return holderThatClaims(source.key, uses(source.key), uses(destination.key)).reencrypt(
        source,
        destination,
      );
    },
    ...(importers.length > 0 && {
      importer: {
        importKey: (key, material) => makerOf(backends, importers, key).part.importKey(anyUse(key), material),
      },
    }),
    ...combineUnwrappers(backends),
    ...(wrappers.length > 0 && { wrapper: { wrap } }),
    ...combineParts(backends),
    async close() {
      const endings = await Promise.allSettled(backends.map(async (backend) => backend.close()));
      const failures = endings.flatMap((ending) =>
        ending.status === "rejected" ? [ending.reason as unknown] : [],
      );
      if (failures.length > 0) {
        throw new CryptoError("unavailable", "not every backend closed", { cause: failures });
      }
    },
  };
}
