/** Where the lines of an audit trail can be read back: a file, or what a process keeps in memory. */
export interface TrailSource {
  /** How many bytes there are now. Fewer than before: what was there was taken away, as log rotation does. */
  length(): Promise<number>;
  /**
   * Reads bytes from a place on.
   *
   * @returns as many as were asked for, fewer where the trail ends
   */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** How many bytes are read at a time: between two parts others have their turn. */
export const partLength = 65_536;
