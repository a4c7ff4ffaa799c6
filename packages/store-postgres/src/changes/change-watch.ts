import { setTimeout as sleep } from "node:timers/promises";
import { StoreError } from "@keyferry/store";
import type { DirectConnection } from "./direct-connection.ts";
import { createKnownMarks, type Mark } from "./marks.ts";

/** How often the primary is asked, in milliseconds. */
const period = 250;

/** How long at least from one question to the next, in milliseconds, however often we are woken. */
const shortestPeriod = 25;

/** How long an answer is good for, in milliseconds from when it was asked for. */
export const freshness = 1000;

/** Knows whether others have changed something. */
export interface ChangeWatch {
  /**
   * A number that is another one as soon as anybody else has changed something: not older than a second. Where the watch hears
   * nothing, the database is asked, and whoever wants to know waits.
   *
   * @throws {StoreError} `unavailable` where the database does not answer either
   */
  readonly revision: () => number | Promise<number>;
  /** Tells of a change of our own that is kept. */
  readonly own: (mark: Mark) => void;
  /** Asks at once what there is to know. */
  readonly wake: () => void;
  close(): Promise<void>;
}

/** What a watch asks. */
export interface WatchSources {
  /** Opens the connection of the watch anew. */
  readonly connect: () => Promise<DirectConnection>;
  /** Asks for the marks by any other way. */
  readonly ask: () => Promise<readonly Mark[]>;
}

/**
 * Watches for changes: all marks are read every 250 ms on a connection of its own to the primary. NOTIFY only wakes it: whoever
 * listens may have become deaf, so that nothing is believed because nothing was heard.
 *
 * @param first the connection, open already
 */
export async function watchChanges(
  first: DirectConnection,
  { connect, ask }: WatchSources,
): Promise<ChangeWatch> {
  const known = createKnownMarks();
  /** When the newest marks that were taken in were asked for, and when the watch itself did so last. */
  let [newest, polledAt] = [-Infinity, -Infinity];
  const closing = new AbortController();
  const isClosed = () => closing.signal.aborted;
  let current: DirectConnection | undefined = first;
  let endPause = (): void => undefined;
  let asking: { readonly since: number; readonly answer: Promise<number> } | undefined;

  /** Takes in marks that were asked for at a time: what is older than others says nothing new. */
  function take(marks: readonly Mark[], since: number): number {
    if (since > newest) known.take(marks);
    newest = Math.max(newest, since);
    return known.changesOfOthers;
  }

  async function poll(connection: DirectConnection): Promise<void> {
    const since = performance.now();
    take(await connection.marks(), since);
    polledAt = since;
  }

  async function follow(): Promise<void> {
    while (!isClosed()) {
      try {
        current ??= await connect();
        if (isClosed()) break;
        await poll(current);
      } catch {
        // Whoever wants to know asks the database, until the connection is there again.
        await letGo();
      }
      await pause();
    }
    await letGo();
  }

  async function letGo(): Promise<void> {
    const lost = current;
    current = undefined;
    await lost?.close().catch(() => undefined);
  }

  async function pause(): Promise<void> {
    await sleep(shortestPeriod);
    if (isClosed()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, period - shortestPeriod);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  await poll(first);
  void follow();
  return {
    revision() {
      if (isClosed()) throw new StoreError("unavailable", "The database is closed.");
      const now = performance.now();
      if (now - polledAt < freshness) return known.changesOfOthers;
      // Whoever asks while somebody else waits, who has not waited for long, is given the same answer.
      if (asking !== undefined && now - asking.since < period) return asking.answer;
      const own = { since: now, answer: ask().then((marks) => take(marks, now)) };
      asking = own;
      const done = () => {
        if (asking === own) asking = undefined;
      };
      own.answer.then(done, done);
      return own.answer;
    },
    own: (mark) => {
      known.own(mark);
    },
    wake: () => {
      endPause();
    },
    async close() {
      closing.abort();
      endPause();
      // A connection that is being opened is closed once it is there: it may take as long as it may.
      await letGo();
    },
  };
}
