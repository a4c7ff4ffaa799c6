import type { KeyStore } from "../../store.ts";

/**
 * The same store, each of whose look-ups is the first of a view of its own. So the checks of a store are checks of what its
 * views answer, and of a cache behind them.
 */
export function readingThroughViews(store: KeyStore): KeyStore {
  const { identities, recipients, everywhere } = store;
  return {
    ...store,
    scoped(scope) {
      const home = store.scoped(scope);
      const seen = async () => (await store.view()).scoped(scope);
      const { keys, aliases, instances, secrets } = home;
      return {
        ...home,
        keys: {
          ...keys,
          read: {
            ...keys.read,
            byId: async (id) => (await seen()).keys.byId(id),
            byVersion: async (id) => (await seen()).keys.byVersion(id),
          },
        },
        aliases: {
          ...aliases,
          read: { ...aliases.read, keyOf: async (name) => (await seen()).aliases.keyOf(name) },
        },
        instances: {
          ...instances,
          read: { ...instances.read, byId: async (id) => (await seen()).instances.byId(id) },
        },
        secrets: {
          ...secrets,
          read: {
            ...secrets.read,
            byName: async (name) => (await seen()).secrets.byName(name),
            version: async (...version) => (await seen()).secrets.version(...version),
          },
        },
      };
    },
    identities: {
      ...identities,
      read: {
        ...identities.read,
        accessKeyById: async (id) => (await store.view()).identities.accessKeyById(id),
        userByName: async (...name) => (await store.view()).identities.userByName(...name),
        groupByName: async (...name) => (await store.view()).identities.groupByName(...name),
        roleByName: async (...name) => (await store.view()).identities.roleByName(...name),
      },
    },
    recipients: {
      ...recipients,
      read: {
        ...recipients.read,
        byFingerprint: async (...key) => (await store.view()).recipients.byFingerprint(...key),
      },
    },
    everywhere: {
      ...everywhere,
      policies: {
        read: { versions: async (...named) => (await store.view()).everywhere.policies.versions(...named) },
      },
      instances: { read: { list: async () => (await store.view()).everywhere.instances.list() } },
    },
  };
}
