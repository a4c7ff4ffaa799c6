/** Where the lines of an audit trail can be read back: a file, or what a process keeps in memory. */
export interface TrailSource {
  /**
   * Which bytes are there now, counted from the first that there ever was: those before `start` are gone, and a line begins
   * there. A smaller `end` than before: another trail has taken the place of this one, as log rotation does.
   */
  span(): Promise<{ readonly start: number; readonly end: number }>;
  /**
   * Reads bytes from a place on.
   *
   * @param at `start` at least
   * @returns as many as were asked for, fewer where the trail ends
   */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** How many bytes are read at a time: between two parts others have their turn. */
export const partLength = 65_536;
