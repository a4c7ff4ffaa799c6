import { publicBytes, type HmacHash } from "@keyferry/bytes";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The hash functions that signatures rest on, in the form of @noble/hashes. */
export interface SignatureHashes {
  readonly sha1: HmacHash;
  readonly sha256: HmacHash;
}

/** Those that run everywhere. */
export const portableHashes: SignatureHashes = { sha1, sha256 };

/** Lower-case hex of the hash of bytes that are no secret. */
export function hexHash(hash: HmacHash, bytes: Uint8Array): string {
  const digest = publicBytes(hash.outputLen);
  const state = hash.create();
  state.update(bytes);
  state.digestInto(digest);
  state.destroy();
  return bytesToHex(digest);
}
