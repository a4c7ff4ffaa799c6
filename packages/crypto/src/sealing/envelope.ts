import { joinPublic, publicBytesOf, randomPublic } from "@keyferry/bytes";
import { gcm } from "@noble/ciphers/aes.js";
import { CryptoError } from "../errors.ts";
import { encodeFields, type Field } from "./field-encoding.ts";

const form = publicBytesOf(0x01);
const ivLength = 12;
const tagLength = 16;

/**
 * Seals a value with a data key: AES-256-GCM (SP 800-38D). What comes out is `01 || IV (12) || ciphertext || tag (16)`, with
 * the form byte and `bound` as associated data. A data key is for one value.
 *
 * @param dataKey 32 bytes, the caller's to wipe
 * @param bound what the value is and whose: it opens with the same alone
 */
export function sealWithDataKey(dataKey: Uint8Array, bound: readonly Field[], value: Uint8Array): Uint8Array {
  const iv = randomPublic(ivLength);
  return joinPublic(form, iv, cipherOf(dataKey, iv, bound).encrypt(value));
}

/**
 * Opens what {@link sealWithDataKey} has sealed. The value is the caller's to wipe.
 *
 * @throws CryptoError `unreadable key`: another data key, something else that it was bound to, or altered bytes
 */
export function openWithDataKey(
  dataKey: Uint8Array,
  bound: readonly Field[],
  sealed: Uint8Array,
): Uint8Array {
  const refuse = (options?: ErrorOptions) =>
    new CryptoError("unreadable key", "the sealed value does not open with this data key", options);
  if (sealed[0] !== form[0] || sealed.length < 1 + ivLength + tagLength) throw refuse();
  try {
    const iv = sealed.subarray(1, 1 + ivLength);
    return cipherOf(dataKey, iv, bound).decrypt(sealed.subarray(1 + ivLength));
  } catch (cause) {
    throw refuse({ cause });
  }
}

function cipherOf(dataKey: Uint8Array, iv: Uint8Array, bound: readonly Field[]) {
  return gcm(dataKey, iv, joinPublic(form, encodeFields(bound)));
}
