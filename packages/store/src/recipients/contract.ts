/** A recipient that has a name, by which policies may speak of it. */
export interface RecipientRecord {
  readonly account: string;
  readonly name: string;
  /** SubjectPublicKeyInfo in DER, as it has passed its checks. */
  readonly publicKey: Uint8Array;
  /** Its key spec, such as `RSA_2048`. */
  readonly spec: string;
  /** SHA-256 of `publicKey`, lower-case hex. */
  readonly fingerprint: string;
  /** For people. */
  readonly note: string;
  /** The certificate chain that it was taken by, PEM, its own certificate first; null: it came without one. */
  readonly certificateChain: string | null;
  /** Milliseconds since the epoch: when the first of these certificates ends. Null without any. */
  readonly validUntil: number | null;
  readonly createdAt: number;
}

/** Finds the name of a public key: the look-up that a request's authorisation may need. */
export interface RecipientFinder {
  byFingerprint(account: string, fingerprint: string): Promise<RecipientRecord | undefined>;
}

/** Reads the named recipients of an account, also for their administration. */
export interface RecipientReader extends RecipientFinder {
  byName(account: string, name: string): Promise<RecipientRecord | undefined>;
  /** In order of creation, oldest first. */
  list(account: string): Promise<readonly RecipientRecord[]>;
}

/** Writes named recipients. Each method is one transaction: it happens whole or not at all. */
export interface RecipientWriter {
  /**
   * Makes one more. Within an account a name has one key, and a key has one name.
   *
   * @param max how many the account may have
   */
  create(
    recipient: RecipientRecord,
    max: number,
  ): Promise<"created" | "name taken" | "key taken" | "too many">;
  /** Answers false when there is none. */
  delete(account: string, name: string): Promise<boolean>;
}
