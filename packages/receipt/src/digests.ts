import { publicUtf8 } from "@keyferry/bytes";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalObject } from "./canonical.ts";

/** An encryption context: pairs of key and value with no key twice, in any order. */
export type ContextPairs = readonly (readonly [key: string, value: string])[];

/**
 * What a receipt says of an encryption context: the SHA-256 of its canonical JSON (RFC 8785), such as `{"tenant":"a"}`, in
 * lower-case hex. No context is the empty one, `{}`.
 */
export function contextHash(context: ContextPairs = []): string {
  return bytesToHex(sha256(publicUtf8(canonicalObject(context))));
}

/** What a receipt says of an exported key: the SHA-256 of its bytes (not of their base64 text), in lower-case hex. */
export function exportedHash(exported: Uint8Array): string {
  return bytesToHex(sha256(exported));
}
