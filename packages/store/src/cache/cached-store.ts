import { LRUCache } from "lru-cache";
import { oncePerScope } from "../scope.ts";
import type { KeyStore } from "../store.ts";
import { createView } from "../view/create-view.ts";
import { keyName, nameOf, type KeptAggregate, type LookUp, type LookUpQuestion } from "../view/look-up.ts";
import {
  forgettingIdentities,
  forgettingRecipients,
  forgettingScope,
  thenForget,
  type Forgetful,
} from "./forgetting.ts";

/** How a store is cached. */
export interface CacheOptions {
  /**
   * A number that is another one as soon as anybody but this store has committed a change. Asked once for each view, before its
   * first look-up, so that no view answers what was not so any more when it was made.
   */
  readonly revision: () => number | Promise<number>;
  /** Milliseconds since the epoch: it decides which keys are gone. */
  readonly clock: () => number;
  /** How many records of each aggregate are kept. Default 10,000. */
  readonly max?: number;
}

/**
 * A store whose views share what the look-ups of every call find: keys, their versions, instances, secrets,
 * their values as they are sealed, credentials, groups, roles and recipients. What the store itself writes makes it forget what hangs on that; a change of anybody else makes it forget
 * everything. What is not found is not kept. Whoever reads without a view reads past the cache.
 */
export function createCachedStore(store: KeyStore, options: CacheOptions): KeyStore {
  const { revision, clock, max = 10_000 } = options;
  const caches: Readonly<Record<KeptAggregate, AggregateCache>> = {
    keys: createAggregateCache(max),
    instances: createAggregateCache(max),
    identities: createAggregateCache(max),
    recipients: createAggregateCache(max),
    // A value may be as large as a hundred keys.
    secrets: createAggregateCache(Math.ceil(max / 10)),
  };
  let known: number | undefined;

  function forgetAll(): void {
    for (const cache of Object.values(caches)) cache.forgetAll();
  }

  /** Forgets everything if anybody else has changed something: at once, or once the revision is known. */
  function settle(): Promise<void> | undefined {
    const current = revision();
    if (current instanceof Promise) return current.then(compare);
    compare(current);
    return undefined;
  }

  function compare(current: number): void {
    if (current !== known) forgetAll();
    known = current;
  }

  const writes: Pick<KeyStore, "seed" | "checkWrites"> = store;
  const { keys, secrets, ...others } = store.everywhere;
  return {
    ...store,
    ...thenForget(writes, { seed: forgetAll, checkWrites: forgetAll }),

    async view() {
      let asked = false;
      let settling: Promise<void> | undefined;
      const lookUp: LookUp = (question, find) => {
        // A view that looks nothing up asks nothing.
        if (!asked) settling = settle();
        asked = true;
        const answer = () => caches[question.aggregate].lookUp(question, find);
        return settling === undefined ? answer() : settling.then(answer);
      };
      return createView(store, { now: clock(), lookUp });
    },

    scoped: oncePerScope((scope) => forgettingScope(scope, store.scoped(scope), caches)),

    everywhere: {
      ...others,
      keys: {
        read: keys.read,
        write: thenForget(keys.write, {
          deleteDue: ({ scope, keyId }) => {
            caches.keys.forget(keyName(scope, keyId));
          },
        }),
      },
      secrets: {
        read: secrets.read,
        write: thenForget(secrets.write, {
          deleteDue: ({ scope: { account, region }, name }) => {
            caches.secrets.forget(nameOf("secret", account, region, name));
          },
        }),
      },
    },

    identities: forgettingIdentities(store.identities, caches.identities),

    recipients: forgettingRecipients(store.recipients, caches.recipients),
  };
}

/** What is known of one aggregate. */
interface AggregateCache extends Forgetful {
  /** Answers what is known, or keeps what is found. What is not found is not kept. */
  readonly lookUp: LookUp;
  forgetAll(): void;
}

/** An answer, and what it hangs on. */
interface Kept {
  readonly found: object;
  readonly owners: readonly string[];
}

/** Makes the cache of one aggregate: it keeps the `max` answers that were asked for last. */
function createAggregateCache(max: number): AggregateCache {
  /** The names of the answers that hang on something. */
  const dependents = new Map<string, Set<string>>();
  // Made for the first answer: it takes room for all that it may keep at once.
  let kept: LRUCache<string, Kept> | undefined;
  let changes = 0;

  function release(name: string, owners: readonly string[]): void {
    for (const owner of owners) {
      const names = dependents.get(owner);
      names?.delete(name);
      if (names?.size === 0) dependents.delete(owner);
    }
  }

  function keep(name: string, value: Kept): void {
    kept ??= new LRUCache({
      max,
      dispose: ({ owners }, of) => {
        release(of, owners);
      },
    });
    kept.set(name, value);
    for (const owner of value.owners) {
      const names = dependents.get(owner);
      if (names === undefined) dependents.set(owner, new Set([name]));
      else names.add(name);
    }
  }

  return {
    async lookUp<T extends object>(question: LookUpQuestion<T>, find: () => Promise<T | undefined>) {
      const { name } = question;
      const known = kept?.get(name);
      if (known !== undefined) return known.found as T;
      const before = changes;
      const found = await find();
      // What was found before a change must not be kept after it.
      if (found !== undefined && before === changes) keep(name, { found, owners: question.ownersOf(found) });
      return found;
    },
    forget(...owners) {
      changes += 1;
      for (const owner of owners) for (const name of [...(dependents.get(owner) ?? [])]) kept?.delete(name);
    },
    forgetAll() {
      changes += 1;
      kept?.clear();
      dependents.clear();
    },
  };
}
