/** Where a reader begins who was told nothing yet, because there was nothing. */
export const beginning = "begin";

/** The last places that were given to go on from: whoever comes back with one has left a record when the first was given. */
export interface Cursors {
  /** Whether one was given here and may still be gone on from. */
  has(cursor: string): boolean;
  /** Remembers one that an answer gives. */
  give(cursor: string): void;
}

/** More than there are refusals to go on from, and pages that are open at once. */
const most = 500;

/** Makes a memory that is empty: after a restart, each reader looks for the first time. */
export function createCursors(): Cursors {
  const given = new Set<string>();
  return {
    has: (cursor) => given.has(cursor),
    give(cursor) {
      // Once there was something, the beginning would tell all of it.
      if (cursor !== beginning) given.delete(beginning);
      given.delete(cursor);
      given.add(cursor);
      for (const oldest of given) {
        if (given.size <= most) return;
        given.delete(oldest);
      }
    },
  };
}
