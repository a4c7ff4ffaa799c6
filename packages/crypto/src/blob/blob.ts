import {
  andThen,
  decodeBase64,
  joinPublic,
  type MaybePromise,
  publicBytes,
  publicBytesOf,
  publicUtf8,
  wiping,
} from "@keyferry/bytes";
import { sha256 } from "@noble/hashes/sha2.js";
import { CryptoError } from "../errors.ts";

const versionIdLength = 36;
const versionIdForm = /^[a-z0-9-]{36}$/;

/** A ciphertext blob, taken apart. */
export interface CiphertextBlob {
  /** Id of the key version that made it: 36 characters of a-z, 0-9 and `-`. */
  readonly versionId: string;
  /** The rest, which belongs to the backend: a view into the blob, not a copy. */
  readonly body: Uint8Array;
}

/**
 * A ciphertext blob: version id (36 ASCII bytes), then body.
 *
 * @throws RangeError for a version id of another form
 */
export function joinBlob(versionId: string, body: Uint8Array): Uint8Array {
  if (!versionIdForm.test(versionId)) throw new RangeError("a version id is 36 characters of a-z, 0-9 and -");
  return joinPublic(publicUtf8(versionId), body);
}

/**
 * Takes a ciphertext blob apart. Whether the version exists and the body decrypts is for others to find out.
 *
 * @throws CryptoError `undecryptable` for a blob that does not begin with a version id
 */
export function splitBlob(blob: Uint8Array): CiphertextBlob {
  const versionId = String.fromCharCode(...blob.subarray(0, versionIdLength));
  if (!versionIdForm.test(versionId)) {
    throw new CryptoError("undecryptable", "the ciphertext blob does not begin with a key version id");
  }
  return { versionId, body: blob.subarray(versionIdLength) };
}

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

/**
 * The bytes that a text from a ciphertext stands for. Bytes are encrypted as their base64 text (RFC 4648 4, padded), so
 * that a data key of n bytes is a text of 4 * ceil(n / 3). Strict: every text that is taken is the one that `secretBase64`
 * of `@keyferry/bytes` makes. The caller wipes the bytes.
 *
 * @throws CryptoError `not base64`
 */
export function bytesOfBase64Text(text: Uint8Array): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes !== undefined) return bytes;
  // What is wrong with a secret text is not told.
  throw new CryptoError("not base64", "the plaintext is not base64");
}

/**
 * Lends `work` the bytes of a data key on the host, and wipes them afterwards.
 *
 * @param text what `decrypt` answers of the data key; it is wiped too
 * @throws CryptoError `not base64` for other text
 */
export function withDataKey<T>(
  text: MaybePromise<Uint8Array>,
  work: (dataKey: Uint8Array) => MaybePromise<T>,
): MaybePromise<T> {
  const opened = andThen(text, (base64) => wiping(base64, bytesOfBase64Text));
  return andThen(opened, (dataKey) => wiping(dataKey, work));
}
