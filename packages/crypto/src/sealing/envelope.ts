import { equalBytes, joinPublic, publicBytesOf, randomPublic, wiping } from "@keyferry/bytes";
import { loadOnce } from "../combine/load-once.ts";
import { CryptoError } from "../errors.ts";
import { encodeFields, type Field } from "./field-encoding.ts";

const form = publicBytesOf(0x01);
const ivLength = 12;
const tagLength = 16;

/** AES makes its tables when it is loaded: many a program starts, and seals nothing. */
const aes = loadOnce(() => import("@noble/ciphers/aes.js"));

async function cipherOf(dataKey: Uint8Array, iv: Uint8Array, bound: readonly Field[]) {
  const { gcm } = await aes.get();
  return gcm(dataKey, iv, joinPublic(form, encodeFields(bound)));
}

/**
 * Seals a value with a data key: AES-256-GCM (SP 800-38D). What comes out is `01 || IV (12) || ciphertext || tag (16)`, with
 * the form byte and `bound` as associated data. A data key is for one value. What was sealed is
 * opened once before it is answered: with a bit turned the value would be lost.
 *
 * @param dataKey 32 bytes, the caller's to wipe
 * @param bound what the value is and whose: it opens with the same alone
 * @throws CryptoError `faulty` where it does not open to the value
 */
export async function sealWithDataKey(
  dataKey: Uint8Array,
  bound: readonly Field[],
  value: Uint8Array,
): Promise<Uint8Array> {
  const iv = randomPublic(ivLength);
  const cipher = await cipherOf(dataKey, iv, bound);
  const sealed = joinPublic(form, iv, cipher.encrypt(value));
  if (!(await opensTo(value, dataKey, bound, sealed))) {
    throw new CryptoError("faulty", "a sealed value did not stand its trial, and was held back");
  }
  return sealed;
}

async function opensTo(value: Uint8Array, ...[dataKey, bound, sealed]: Parameters<typeof openWithDataKey>) {
  try {
    return wiping(await openWithDataKey(dataKey, bound, sealed), (opened) => equalBytes(opened, value));
  } catch {
    return false;
  }
}

/**
 * Opens what {@link sealWithDataKey} has sealed. The value is the caller's to wipe.
 *
 * @throws CryptoError `unreadable key`: another data key, something else that it was bound to, or altered bytes
 */
export async function openWithDataKey(
  dataKey: Uint8Array,
  bound: readonly Field[],
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const refuse = (options?: ErrorOptions) =>
    new CryptoError("unreadable key", "the sealed value does not open with this data key", options);
  if (sealed[0] !== form[0] || sealed.length < 1 + ivLength + tagLength) throw refuse();
  const iv = sealed.subarray(1, 1 + ivLength);
  const cipher = await cipherOf(dataKey, iv, bound);
  try {
    return cipher.decrypt(sealed.subarray(1 + ivLength));
  } catch (cause) {
    throw refuse({ cause });
  }
}
