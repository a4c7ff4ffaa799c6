import { StoreError } from "@keyferry/store";

/** One thing of a group, and where its answer goes. */
interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers what arrives together. */
export interface Groups<T, R> {
  /** Hands something over, and waits until its group is done. */
  add(item: T): Promise<R>;
  /** Takes nothing more; waits for what was taken. */
  close(): Promise<void>;
}

/** How many groups are under way at most, and how many things one of them holds. */
const [maxRunning, maxSize] = [2, 1000];

/**
 * Makes groups: what arrives while others are under way waits, and goes together.
 *
 * @param perform does a whole group, and answers in its order; when it rejects, all of the group are rejected
 */
export function createGroups<T, R>(perform: (items: readonly T[]) => Promise<readonly R[]>): Groups<T, R> {
  let waiting: Waiting<T, R>[] = [];
  const running = new Set<Promise<void>>();
  let isClosed = false;

  function start(): void {
    while (waiting.length > 0 && running.size < maxRunning) {
      const group = waiting.slice(0, maxSize);
      waiting = waiting.slice(maxSize);
      const done = run(group).finally(() => {
        running.delete(done);
        start();
      });
      running.add(done);
    }
  }

  async function run(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const answers = await perform(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as R);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (isClosed) throw new StoreError("unavailable", "The store of nonces is closed.");
        waiting.push({ item, resolve, reject });
        // After what has arrived already.
        if (waiting.length === 1) setImmediate(start);
      }),
    async close() {
      isClosed = true;
      start();
      while (running.size > 0) await Promise.all(running);
    },
  };
}
