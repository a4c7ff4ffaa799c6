import type { Identities, Recipients, ScopedStore, UnscopedStore } from "./aggregates.ts";
import type { StoreScope } from "./scope.ts";
import type { Seed } from "./seed.ts";
import type { Settings } from "./settings/contract.ts";
import type { StoreView } from "./view/store-view.ts";

/**
 * The store of the service, a set of small contracts by aggregate. A method that cannot reach the database rejects with
 * {@link StoreError}, and so does one that meets a row which is not as the store has written it: `tampered`.
 */
export interface KeyStore {
  /** Cheap: made per request. */
  scoped(scope: StoreScope): ScopedStore;
  readonly everywhere: UnscopedStore;
  readonly identities: Identities;
  readonly recipients: Recipients;
  readonly settings: Settings;
  /** What one request sees; it is asked for once, at the request's beginning. */
  view(): Promise<StoreView>;
  /**
   * Applies a seed whole, in one transaction, to a store without keys, users, groups, roles and recipients that no seed
   * was applied to before; answers false for any other. What was deleted since does not come back with a seed.
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
