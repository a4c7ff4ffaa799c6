import { LRUCache } from "lru-cache";
import type { CredentialReader } from "./identities/contract.ts";
import type { KeyReader } from "./keys/contract.ts";
import type { KeyRecord, KeyWithVersion } from "./keys/records.ts";
import type { StoreScope } from "./scope.ts";
import type { KeyStore } from "./store.ts";

/** How a store is cached. */
export interface CacheOptions {
  /**
   * A number that is another one as soon as anyone, this process or not, has committed a change. Asked at every look-up,
   * so that nothing is answered that is not so any more.
   */
  readonly revision: () => number;
  /** Milliseconds since the epoch: it decides which keys are gone. */
  readonly clock: () => number;
  /** How many records are kept. Default 10,000. */
  readonly max?: number;
}

/**
 * A store that keeps what the look-ups of every call find: keys, their versions, instances, credentials, groups and roles. Whatever changes,
 * everything is forgotten. What is not found is not kept. Bytes are handed out as copies, which callers may wipe.
 */
export function createCachedStore(store: KeyStore, options: CacheOptions): KeyStore {
  const { revision, clock, max = 10_000 } = options;
  const kept = new LRUCache<string, object>({ max });
  let keptRevision = revision();

  async function lookUp<T extends object>(
    kind: string,
    parts: readonly string[],
    find: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const now = revision();
    if (now !== keptRevision) {
      kept.clear();
      keptRevision = now;
    }
    // With their lengths, since texts of callers could be cut in another place.
    const name = parts.reduce((text, part) => `${text}\n${String(part.length)}:${part}`, kind);
    const known = kept.get(name);
    if (known !== undefined) return known as T;
    const found = await find();
    // What was found before a change must not be kept after it.
    if (found !== undefined && keptRevision === now) kept.set(name, found);
    return found;
  }

  const living = (key: KeyRecord | undefined): boolean =>
    key !== undefined && (key.deleteAt === null || key.deleteAt > clock());

  return {
    ...store,

    scoped(scope) {
      const { account, region } = scope;
      const { keys, aliases, instances, ...others } = store.scoped(scope);
      return {
        ...others,
        keys: { read: cachedKeys(scope, keys.read), write: keys.write },
        aliases: {
          read: {
            ...aliases.read,
            async keyOf(name) {
              const key = await lookUp("alias", [account, region, name], () => aliases.read.keyOf(name));
              return living(key) ? key : undefined;
            },
          },
          write: aliases.write,
        },
        instances: {
          read: {
            ...instances.read,
            byId: (id) => lookUp("instance", [account, region, id], () => instances.read.byId(id)),
          },
          write: instances.write,
        },
      };
    },

    everywhere: {
      ...store.everywhere,
      policies: {
        read: {
          async versions(region, versionId) {
            const found = await lookUp("versions with policy", [region, versionId], async () => {
              const versions = await store.everywhere.policies.read.versions(region, versionId);
              return versions.length === 0 ? undefined : versions;
            });
            return (found ?? []).filter(({ key }) => living(key)).map(copied);
          },
        },
      },
      instances: {
        read: {
          list: async () =>
            (await lookUp("instances", [], () => store.everywhere.instances.read.list())) ?? [],
        },
      },
    },

    identities: {
      read: { ...store.identities.read, ...cachedCredentials(store.identities.read) },
      write: store.identities.write,
    },
  };

  function cachedKeys({ account, region }: StoreScope, read: KeyReader): KeyReader {
    return {
      ...read,
      async byId(id) {
        const key = await lookUp("key", [account, region, id], () => read.byId(id));
        return living(key) ? key : undefined;
      },
      async byVersion(versionId) {
        const found = await lookUp("version", [account, region, versionId], () => read.byVersion(versionId));
        return found !== undefined && living(found.key) ? copied(found) : undefined;
      },
    };
  }

  function cachedCredentials(credentials: CredentialReader): CredentialReader {
    return {
      async accessKeyById(id) {
        const found = await lookUp("access key", [id], () => credentials.accessKeyById(id));
        return found && { ...found, sealedSecret: new Uint8Array(found.sealedSecret) };
      },
      userByName: (account, name) =>
        lookUp("user", [account, name], () => credentials.userByName(account, name)),
      groupByName: (account, name) =>
        lookUp("group", [account, name], () => credentials.groupByName(account, name)),
      roleByName: (account, name) =>
        lookUp("role", [account, name], () => credentials.roleByName(account, name)),
    };
  }
}

function copied<T extends KeyWithVersion>(found: T): T {
  return { ...found, version: { ...found.version, material: new Uint8Array(found.version.material) } };
}
