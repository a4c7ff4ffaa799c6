/** A part of a list, in order of creation, oldest first. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** One page of a list, with the length of the whole. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly total: number;
}
