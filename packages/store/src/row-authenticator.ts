/** What a row holds in one place. */
export type RowField = string | number | Uint8Array | null;

/**
 * Makes the codes by which a store knows its own rows, and checks them. Whoever writes into the database and has no key
 * cannot make the code of a row that was changed, moved or put in another's place.
 */
export interface RowAuthenticator {
  /**
   * The code of a row of a kind. Only the same values, in the same order, and the same kind have the same code.
   *
   * @param kind a word of the store's own, such as `keys`
   */
  mac(kind: string, fields: readonly RowField[]): Uint8Array;
  /** Whether `mac` is that code, compared in constant time. Whatever else it may be: false. */
  verify(kind: string, fields: readonly RowField[], mac: Uint8Array): boolean;
}
