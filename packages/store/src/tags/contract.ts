/** A tag of a key. */
export interface TagRecord {
  readonly key: string;
  readonly value: string;
}

/** Reads the tags of keys. They are made with their key. */
export interface TagReader {
  /** In the order in which they were given. A key that is gone, or was never there, has none. */
  ofKey(keyId: string): Promise<readonly TagRecord[]>;
}
