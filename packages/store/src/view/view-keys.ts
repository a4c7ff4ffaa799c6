import type { AliasReader } from "../aliases/contract.ts";
import type { KeyReader } from "../keys/contract.ts";
import type { KeyWithVersion } from "../keys/records.ts";
import type { AllPoliciesReader } from "../policies/contract.ts";
import type { StoreScope } from "../scope.ts";
import { isLiving, keyName, nameOf, type LookUp } from "./look-up.ts";

/** What the parts of a view share. */
export interface ViewLookUps {
  /** Asks what was not asked before. */
  readonly lookUp: LookUp;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The keys of a scope as a view sees them.
 *
 * @param source where it reads what is not known yet, and every list
 */
export function viewKeys(
  scope: StoreScope,
  source: () => KeyReader,
  { lookUp, now }: ViewLookUps,
): KeyReader {
  const { account, region } = scope;
  return {
    async byId(id) {
      const name = keyName(scope, id);
      const key = await lookUp({ aggregate: "keys", name, ownersOf: () => [name] }, () => source().byId(id));
      return key !== undefined && isLiving(key, now) ? key : undefined;
    },
    async byVersion(versionId) {
      const found = await lookUp<KeyWithVersion>(
        {
          aggregate: "keys",
          name: nameOf("key version", account, region, versionId),
          ownersOf: ({ key }) => [keyName(scope, key.id)],
        },
        () => source().byVersion(versionId),
      );
      return found !== undefined && isLiving(found.key, now) ? copied(found) : undefined;
    },
    list: (filter, page) => source().list(filter, page),
    listVersions: (keyId, page) => source().listVersions(keyId, page),
  };
}

/** The aliases of a scope as a view sees them. */
export function viewAliases(
  scope: StoreScope,
  source: () => AliasReader,
  { lookUp, now }: ViewLookUps,
): AliasReader {
  const { account, region } = scope;
  return {
    byName: (name) => source().byName(name),
    async keyOf(alias) {
      const name = nameOf("key of alias", account, region, alias);
      const key = await lookUp(
        { aggregate: "keys", name, ownersOf: ({ id }) => [name, keyName(scope, id)] },
        () => source().keyOf(alias),
      );
      return key !== undefined && isLiving(key, now) ? key : undefined;
    },
    list: (page, keyId) => source().list(page, keyId),
  };
}

/** The policies of all keys as a view sees them. */
export function viewPolicies(read: AllPoliciesReader, { lookUp, now }: ViewLookUps): AllPoliciesReader {
  return {
    async versions(region, versionId) {
      const name = nameOf("policies of version", region, versionId);
      const found = await lookUp(
        {
          aggregate: "keys",
          name,
          ownersOf: (versions) => [
            name,
            // A key that is given a policy is among them from then on.
            nameOf("policies"),
            ...versions.map(({ account, key }) => keyName({ account, region }, key.id)),
          ],
        },
        async () => {
          const versions = await read.versions(region, versionId);
          return versions.length === 0 ? undefined : versions;
        },
      );
      return (found ?? []).filter(({ key }) => isLiving(key, now)).map(copied);
    },
  };
}

function copied<T extends KeyWithVersion>(found: T): T {
  return { ...found, version: { ...found.version, material: new Uint8Array(found.version.material) } };
}
