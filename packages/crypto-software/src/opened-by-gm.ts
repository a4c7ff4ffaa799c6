import { undecryptable } from "@keyferry/crypto";
import { DecryptionError } from "@keyferry/gm";

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
