import { secretUtf8, wipe, wiping } from "@keyferry/bytes";
import { bytesToHex } from "@noble/ciphers/utils.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { deriveSubKey } from "./sub-key.ts";

/** Bytes. */
const pseudonymLength = 16;

/**
 * Makes a function that names texts which must not be written down: the same name for the same text, wherever the same root
 * key is. It is the first 16 bytes of HMAC-SHA-256 (FIPS 198-1) under a sub-key of the root key, in lower-case hex: without
 * the root key nobody can even try whether a text is the one.
 *
 * @param rootKey 32 bytes; nothing of it is kept, the caller wipes it
 * @throws RangeError for a root key of another length
 */
export function createPseudonyms(rootKey: Uint8Array): (text: string) => string {
  const key = deriveSubKey(rootKey, "pseudonyms");
  // With the sub-key worked in already.
  const begun = hmac.create(sha256, key);
  wipe(key);
  const codeOf = (text: Uint8Array) => begun.clone().update(text).digest().subarray(0, pseudonymLength);
  return (text) => bytesToHex(wiping(secretUtf8(text), codeOf));
}
