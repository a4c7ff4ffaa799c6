import { gcm } from "@noble/ciphers/aes.js";
import { createSealerOver, type Sealer, type SealerCipher } from "./sealer.ts";

/** Runs wherever JavaScript does. */
const portable: SealerCipher = {
  seal: (key, iv, plaintext, associatedData) => gcm(key, iv, associatedData).encrypt(plaintext),
  open: (key, iv, sealed, associatedData) => gcm(key, iv, associatedData).decrypt(sealed),
};

/**
 * A sealer, as {@link createSealerOver}, that runs wherever JavaScript does.
 *
 * @param rootKey 32 bytes; nothing of it is kept, the caller wipes it
 * @throws RangeError for a root key of another length
 */
export function createSealer(rootKey: Uint8Array): Sealer {
  return createSealerOver(portable, rootKey);
}
