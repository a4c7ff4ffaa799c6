import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/ciphers/utils.js";

const rootKeyLength = 32;
const subKeyLength = 32;
const infoPrefix = "keyferry/1/";

/**
 * The key for one purpose: HKDF-SHA-256 (RFC 5869) of the root key, without salt, with `keyferry/1/` and the purpose as
 * info. The root key itself encrypts and authenticates nothing.
 *
 * @param rootKey 32 bytes
 * @param purpose ASCII; no two purposes have the same key
 * @returns 32 bytes, the caller's to wipe
 * @throws RangeError for a root key of another length
 */
export function deriveSubKey(rootKey: Uint8Array, purpose: string): Uint8Array {
  if (rootKey.length !== rootKeyLength) throw new RangeError("a root key has 32 bytes");
  return hkdf(sha256, rootKey, undefined, utf8ToBytes(infoPrefix + purpose), subKeyLength);
}
