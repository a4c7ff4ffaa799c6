/**
 * Why a cryptographic call failed, in this package's own words; the service maps them to wire codes.
 *
 * - `undecryptable`: the ciphertext was altered, or belongs to another key, version or context. Deliberately one
 *   reason for all of them.
 * - `not base64`: the ciphertext opens, but its text is not base64, so that no bytes of a data key stand in it.
 * - `unsupported`: the backend does not do this: the key spec, the algorithm or the length.
 * - `recipient key refused`: a caller's public (or private) key is malformed, weak or of another spec.
 * - `material refused`: key material from outside is no key of the spec: its length, its form, or another spec's.
 * - `payload too long`: the wrapping algorithm does not take a data key of that length.
 * - `unreadable key`: the stored material of the key does not open: another root key, or a damaged store.
 * - `faulty`: what the backend made was wrong, and was held back; or it is closed, since it failed a known-answer test.
 * - `unavailable`: the module that holds the key does not answer now; the same call may succeed later.
 */
export type CryptoErrorReason =
  | "undecryptable"
  | "not base64"
  | "unsupported"
  | "recipient key refused"
  | "material refused"
  | "payload too long"
  | "unreadable key"
  | "faulty"
  | "unavailable";

/** The one error class of all crypto packages. `reason` is API; the message is for people and holds no secret. */
export class CryptoError extends Error {
  override readonly name = "CryptoError";
  readonly reason: CryptoErrorReason;

  constructor(reason: CryptoErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The one answer to every ciphertext that does not open, so that no caller can tell one cause from another. */
export function undecryptable(): CryptoError {
  return new CryptoError("undecryptable", "the ciphertext does not open");
}

/** @param message what the backend does not do */
export function unsupported(message: string): CryptoError {
  return new CryptoError("unsupported", message);
}
