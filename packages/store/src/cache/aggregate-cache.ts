import { LRUCache } from "lru-cache";
import type { LookUp, LookUpQuestion } from "../view/look-up.ts";

/** What is known of one aggregate. */
export interface AggregateCache {
  /** Answers what is known, or keeps what is found. What is not found is not kept. */
  readonly lookUp: LookUp;
  /** Forgets every answer that hangs on one of these. */
  forget(...owners: readonly string[]): void;
  forgetAll(): void;
}

/** An answer, and what it hangs on. */
interface Kept {
  readonly found: object;
  readonly owners: readonly string[];
}

/** Makes the cache of one aggregate: it keeps the `max` answers that were asked for last. */
export function createAggregateCache(max: number): AggregateCache {
  /** The names of the answers that hang on something. */
  const dependents = new Map<string, Set<string>>();
  const kept = new LRUCache<string, Kept>({
    max,
    dispose: (value, name) => {
      release(name, value.owners);
    },
  });
  let changes = 0;

  function release(name: string, owners: readonly string[]): void {
    for (const owner of owners) {
      const names = dependents.get(owner);
      names?.delete(name);
      if (names?.size === 0) dependents.delete(owner);
    }
  }

  function keep(name: string, value: Kept): void {
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
      const known = kept.get(name);
      if (known !== undefined) return known.found as T;
      const before = changes;
      const found = await find();
      // What was found before a change must not be kept after it.
      if (found !== undefined && before === changes) keep(name, { found, owners: question.ownersOf(found) });
      return found;
    },
    forget(...owners) {
      changes += 1;
      for (const owner of owners) for (const name of [...(dependents.get(owner) ?? [])]) kept.delete(name);
    },
    forgetAll() {
      changes += 1;
      kept.clear();
      dependents.clear();
    },
  };
}
