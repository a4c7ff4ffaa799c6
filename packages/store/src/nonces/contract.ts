/** Which nonces have been seen. Kept apart from keys: it is written at every request and may forget seconds. */
export interface NonceStore {
  /**
   * Claims a nonce for an access key, until `expiry` (milliseconds since the epoch).
   *
   * @returns false when it was claimed before and has not expired
   */
  claim(accessKeyId: string, nonce: string, expiry: number): Promise<boolean>;
  /** Writes a value of the store's own, as a claim is written. Rejects while nothing can be written, as on a full disk. */
  checkWrites(): Promise<void>;
  close(): Promise<void>;
}
