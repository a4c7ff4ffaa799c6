import { CryptoError } from "@keyferry/crypto";
import { DecryptionError } from "@keyferry/gm";

/** The one answer to everything that does not open, so that no caller can tell one cause from another. */
export function undecryptable(): CryptoError {
  return new CryptoError("undecryptable", "the ciphertext does not open");
}

/**
 * What `open` answers, with `@keyferry/gm`'s refusal in the contract's words.
 *
 * @throws CryptoError `undecryptable`
 */
export function openedByGm(open: () => Uint8Array): Uint8Array {
  try {
    return open();
  } catch (error) {
    throw error instanceof DecryptionError ? undecryptable() : error;
  }
}
