import { CryptoError } from "@keyferry/crypto";

/**
 * The first byte of a body: how the rest was made.
 *
 * - `data`: a caller's data. IV (12 bytes), AES-256-GCM of the plaintext as it is, tag (16).
 * - `dataKey`: a data key. RFC 5649 wrapped key, HMAC-SHA-256 (32).
 */
export const bodyForm = { data: 1, dataKey: 2 } as const;

/** The one answer to every body that does not open. */
export const undecryptable = () => new CryptoError("undecryptable", "the ciphertext does not decrypt");
