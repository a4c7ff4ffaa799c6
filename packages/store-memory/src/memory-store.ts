import { createView, type KeyStore, type ScopedStore, type StoreSnapshot } from "@keyferry/store";
import { createClientKeyStore } from "./access-points/client-keys.ts";
import { createNamedStores } from "./access-points/named.ts";
import { createAliasReader, createAliasWriter } from "./aliases.ts";
import { createIdentityReader } from "./identities/read.ts";
import { createIdentityWriter } from "./identities/write.ts";
import { createAllInstancesReader, createInstanceReader, createInstanceWriter } from "./instances.ts";
import { createAllKeys } from "./keys/everywhere.ts";
import { createKeyReader } from "./keys/read.ts";
import { createKeyWriter } from "./keys/write.ts";
import { createAllPoliciesReader, createPolicyWriter } from "./policies.ts";
import { createAllSecrets } from "./secrets/everywhere.ts";
import { createRecipients } from "./recipients.ts";
import { createSecretReader } from "./secrets/read.ts";
import { createSecretWriter } from "./secrets/write.ts";
import { applySeed } from "./seed.ts";
import { createSettings } from "./settings.ts";
import { snapshotOf, stateOf } from "./snapshots.ts";
import { createSession } from "./state/session.ts";
import { emptyState } from "./state/state.ts";
import { createTagReader } from "./tags/read.ts";
import { createTagWriter } from "./tags/write.ts";

/** How a store in memory begins. */
export interface MemoryStoreOptions {
  /** The time, in milliseconds since the epoch: it decides which keys are gone. By default that of the system. */
  readonly clock?: () => number;
  /** What it holds at first. By default nothing. */
  readonly snapshot?: StoreSnapshot;
}

/** A store that is gone with the process. */
export interface MemoryStore extends KeyStore {
  /** Everything that it holds now. It is a copy; see `encodeSnapshot` for its bytes. */
  snapshot(): Promise<StoreSnapshot>;
  /**
   * Holds what a snapshot has, whole, in the place of everything.
   *
   * @throws {StoreError} `refused` for rows that do not go together: then it holds what it held
   */
  restore(snapshot: StoreSnapshot): Promise<void>;
}

/**
 * Makes a store in memory. It has no file, and needs nothing of Node. Nobody else can write what it holds, so that its rows
 * carry no codes.
 *
 * @throws {StoreError} `refused` for a snapshot whose rows do not go together
 */
export function createMemoryStore({ clock = Date.now, snapshot }: MemoryStoreOptions = {}): MemoryStore {
  const session = createSession(snapshot === undefined ? emptyState() : stateOf(snapshot), clock);
  const store: MemoryStore = {
    scoped: (scope): ScopedStore => ({
      keys: { read: createKeyReader(session, scope), write: createKeyWriter(session, scope) },
      aliases: { read: createAliasReader(session, scope), write: createAliasWriter(session, scope) },
      tags: { read: createTagReader(session, scope), write: createTagWriter(session, scope) },
      instances: { read: createInstanceReader(session, scope), write: createInstanceWriter(session, scope) },
      policies: { write: createPolicyWriter(session, scope) },
      secrets: { read: createSecretReader(session, scope), write: createSecretWriter(session, scope) },
      ...createNamedStores(session, scope),
      clientKeys: createClientKeyStore(session, scope),
    }),
    everywhere: {
      keys: createAllKeys(session),
      instances: { read: createAllInstancesReader(session) },
      policies: { read: createAllPoliciesReader(session) },
      secrets: createAllSecrets(session),
    },
    identities: { read: createIdentityReader(session), write: createIdentityWriter(session) },
    recipients: createRecipients(session),
    settings: createSettings(session),
    view: async () => createView(store, { now: clock() }),
    seed: (seed) => session.write((state) => applySeed(state, seed)),
    ping: () => session.read(() => undefined),
    checkWrites: () => session.write(() => undefined),
    close: async () => {
      session.close();
    },
    snapshot: () => session.read(snapshotOf),
    restore: (other) => session.replace(() => stateOf(other)),
  };
  return store;
}
