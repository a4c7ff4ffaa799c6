import { CryptoError } from "@keyferry/crypto";

/** The one answer to everything that does not open, so that no caller can tell one cause from another. */
export function undecryptable(): CryptoError {
  return new CryptoError("undecryptable", "the ciphertext does not open");
}
