import { secretHmac } from "@keyferry/bytes";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** What signatures rest on. */
export interface SignatureHashes {
  /** SHA-256 of bytes that are no secret. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** HMAC (RFC 2104). The answer can be wiped, since it may be a key; the key is left as it is. */
  hmac(hash: "sha1" | "sha256", key: Uint8Array, message: Uint8Array): Uint8Array;
}

const functions = { sha1, sha256 };

/** Those that run everywhere. */
export const portableHashes: SignatureHashes = {
  sha256: (bytes) => sha256(bytes),
  hmac: (hash, key, message) => secretHmac(functions[hash], key, message),
};
