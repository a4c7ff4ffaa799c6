import { joinPublic, publicBytes, publicBytesOf, publicUtf8, secretHmac, wiping } from "@keyferry/bytes";
import { sha256 } from "@noble/hashes/sha2.js";

const rootKeyLength = 32;
/** What HKDF takes for no salt. */
const noSalt = publicBytes(sha256.outputLen);
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
  // Not that of @noble/hashes, which answers keys on the engine's heap. One block of the expansion is a whole key.
  const block = joinPublic(publicUtf8(infoPrefix + purpose), publicBytesOf(1));
  return wiping(secretHmac(sha256, noSalt, rootKey), (extracted) => secretHmac(sha256, extracted, block));
}
