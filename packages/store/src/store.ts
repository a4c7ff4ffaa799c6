import type { AliasReader, AliasWriter } from "./aliases/contract.ts";
import type { IdentityReader, IdentityWriter } from "./identities/contract.ts";
import type { AllInstancesReader, InstanceReader, InstanceWriter } from "./instances/contract.ts";
import type { AllKeysReader, AllKeysWriter, KeyReader, KeyWriter } from "./keys/contract.ts";
import type { AllPoliciesReader, PolicyWriter } from "./policies/contract.ts";
import type { StoreScope } from "./scope.ts";
import type { Seed } from "./seed.ts";
import type { Settings } from "./settings/contract.ts";
import type { TagReader } from "./tags/contract.ts";

/** One scope of the store, by aggregate: each is read and written through a small contract of its own. */
export interface ScopedStore {
  readonly keys: { readonly read: KeyReader; readonly write: KeyWriter };
  readonly aliases: { readonly read: AliasReader; readonly write: AliasWriter };
  readonly tags: { readonly read: TagReader };
  readonly instances: { readonly read: InstanceReader; readonly write: InstanceWriter };
  readonly policies: { readonly write: PolicyWriter };
}

/** What is asked of all scopes at once. */
export interface UnscopedStore {
  readonly keys: { readonly read: AllKeysReader; readonly write: AllKeysWriter };
  readonly instances: { readonly read: AllInstancesReader };
  readonly policies: { readonly read: AllPoliciesReader };
}

/** The users of all accounts, their groups, roles and access keys. */
export interface Identities {
  readonly read: IdentityReader;
  readonly write: IdentityWriter;
}

/**
 * The store of the service, a set of small contracts by aggregate. A method that cannot reach the database rejects with
 * {@link StoreError}, and so does one that meets a row which is not as the store has written it: `tampered`.
 */
export interface KeyStore {
  /** Cheap: made per request. */
  scoped(scope: StoreScope): ScopedStore;
  readonly everywhere: UnscopedStore;
  readonly identities: Identities;
  readonly settings: Settings;
  /**
   * Applies a seed whole, in one transaction, to a store without keys, users, groups and roles that no seed was applied
   * to before; answers false for any other. What was deleted since does not come back with a seed.
   */
  seed(seed: Seed): Promise<boolean>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /**
   * Writes a value of the store's own, and waits until it is kept as any other is. Rejects while nothing can be written, as
   * on a full disk. It counts as a change: caches forget what they know.
   */
  checkWrites(): Promise<void>;
  close(): Promise<void>;
}
