import { joinPublic, publicBytes, publicBytesOf, publicUtf8 } from "@keyferry/bytes";
import { sha256 } from "@noble/hashes/sha2.js";

/** An encryption context: pairs of key and value with no key twice, in any order. No strings with lone surrogates. */
export type EncryptionContext = readonly (readonly [key: string, value: string])[];

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * The one form of an encryption context: a JSON list of its pairs, sorted by the UTF-8 bytes of the keys, as UTF-8.
 * Two contexts have the same form exactly when they hold the same pairs.
 */
export function canonicalContext(pairs: EncryptionContext): Uint8Array {
  const sorted = pairs
    .map((pair) => ({ pair, key: publicUtf8(pair[0]) }))
    .sort((a, b) => compareBytes(a.key, b.key))
    .map(({ pair }) => pair);
  return publicUtf8(JSON.stringify(sorted));
}

/**
 * What a ciphertext body is bound to, 69 bytes: the version id (36 ASCII bytes), a flag (1 with a context, 0 without)
 * and the SHA-256 of the canonical context (of nothing, without). An empty context counts as none.
 */
export function bindingOf(versionId: string, context?: EncryptionContext): Uint8Array {
  const present = context !== undefined && context.length > 0;
  const canonical = present ? canonicalContext(context) : publicBytes(0);
  return joinPublic(publicUtf8(versionId), publicBytesOf(present ? 1 : 0), sha256(canonical));
}
