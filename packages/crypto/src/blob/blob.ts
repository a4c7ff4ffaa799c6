import { joinPublic, publicUtf8 } from "@keyferry/bytes";
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
