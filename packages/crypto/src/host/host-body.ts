import { concatBytes } from "@noble/ciphers/utils.js";
import { CryptoError } from "../errors.ts";
import { andFinally, andThen, type MaybePromise } from "../maybe-promise.ts";
import { decodeBase64, encodeBase64 } from "./base64-bytes.ts";
import type { HostCipher } from "./primitives.ts";

/** Length of the IV that a body begins with, in bytes. */
export const hostIvLength = 12;
const tagLength = 16;

/** The longest plaintext that is encrypted, in bytes (the service's documented limit). */
export const maxPlaintextLength = 6_144;

const maxBodyLength = hostIvLength + Math.ceil(maxPlaintextLength / 3) * 4 + tagLength;

const undecryptable = () => new CryptoError("undecryptable", "the ciphertext does not decrypt");

/**
 * Makes the body of a blob: IV (12), then ciphertext and tag (16) of the plaintext's base64 text, with `binding` as
 * associated data. So n bytes give a body of 28 + 4 * ceil(n / 3), as callers of Alibaba Cloud KMS see.
 */
export function sealBody(
  cipher: HostCipher,
  key: unknown,
  iv: Uint8Array,
  plaintext: Uint8Array,
  binding: Uint8Array,
): MaybePromise<Uint8Array> {
  const text = encodeBase64(plaintext);
  return andFinally(
    () => andThen(cipher.seal(key, iv, text, binding), (sealed) => concatBytes(iv, sealed)),
    () => {
      text.fill(0);
    },
  );
}

/**
 * The plaintext inside the body of a blob.
 *
 * @throws CryptoError `undecryptable`
 */
export function openBody(
  cipher: HostCipher,
  key: unknown,
  body: Uint8Array,
  binding: Uint8Array,
): MaybePromise<Uint8Array> {
  if (body.length < hostIvLength + tagLength || body.length > maxBodyLength) throw undecryptable();
  const opened = cipher.open(key, body.subarray(0, hostIvLength), body.subarray(hostIvLength), binding);
  return andThen(opened, (text) => {
    try {
      return decodeBase64(text, undecryptable);
    } finally {
      text.fill(0);
    }
  });
}
