import { joinPublic } from "@keyferry/bytes";
import { undecryptable } from "../errors.ts";
import { andThen, type MaybePromise } from "../contract/maybe-promise.ts";
import type { HostCipher } from "./primitives.ts";

/** Length of the IV that a body begins with, in bytes. */
export const hostIvLength = 12;
const tagLength = 16;

/** The longest text that is encrypted, in bytes of UTF-8 (the service's documented limit). */
export const maxPlaintextLength = 6_144;

const maxBodyLength = hostIvLength + maxPlaintextLength + tagLength;

/**
 * Makes the body of a blob: IV (12), then ciphertext and tag (16) of the text's UTF-8 bytes as they are, with `binding`
 * as associated data. So a text of n bytes gives a body of 28 + n, as callers of Alibaba Cloud KMS see.
 */
export function sealBody(
  cipher: HostCipher,
  key: unknown,
  iv: Uint8Array,
  text: Uint8Array,
  binding: Uint8Array,
): MaybePromise<Uint8Array> {
  return andThen(cipher.seal(key, iv, text, binding), (sealed) => joinPublic(iv, sealed));
}

/**
 * The text inside the body of a blob, as UTF-8 bytes.
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
  return cipher.open(key, body.subarray(0, hostIvLength), body.subarray(hostIvLength), binding);
}
