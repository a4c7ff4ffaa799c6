import pkcs11 from "pkcs11js";
import { bufferOf } from "./buffers.ts";
import type { Attributes } from "./session.ts";

/** Of a key that never leaves: the module does not show it, nor wrap it for anybody. */
export const neverLeaves: Attributes = [
  [pkcs11.CKA_PRIVATE, true],
  [pkcs11.CKA_SENSITIVE, true],
  [pkcs11.CKA_EXTRACTABLE, false],
];

/** Of an AES key of `length` bytes that is to be generated. */
export const aesKey = (length: number): Attributes => [
  [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_AES],
  [pkcs11.CKA_VALUE_LEN, length],
];

/** What a secret key is allowed to do; all that is not named here is forbidden. */
export function allowing(...allowed: readonly number[]): Attributes {
  const purposes = [
    pkcs11.CKA_ENCRYPT,
    pkcs11.CKA_DECRYPT,
    pkcs11.CKA_WRAP,
    pkcs11.CKA_UNWRAP,
    pkcs11.CKA_SIGN,
    pkcs11.CKA_VERIFY,
  ];
  return purposes.map((purpose) => [purpose, allowed.includes(purpose)]);
}

/**
 * Of a data key on its way: a session object that can be wrapped for its recipient.
 *
 * @param visible whether its value can be read, which only Decrypt needs
 */
export function dataKey(visible: boolean): Attributes {
  return [
    [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_GENERIC_SECRET],
    [pkcs11.CKA_TOKEN, false],
    [pkcs11.CKA_PRIVATE, true],
    [pkcs11.CKA_SENSITIVE, !visible],
    [pkcs11.CKA_EXTRACTABLE, true],
  ];
}

/** Of a recipient's public key, for one export. */
export function rsaPublicKey(modulus: Uint8Array, exponent: Uint8Array): Attributes {
  return [
    [pkcs11.CKA_CLASS, pkcs11.CKO_PUBLIC_KEY],
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_RSA],
    [pkcs11.CKA_TOKEN, false],
    [pkcs11.CKA_PRIVATE, false],
    [pkcs11.CKA_WRAP, true],
    [pkcs11.CKA_MODULUS, bufferOf(modulus)],
    [pkcs11.CKA_PUBLIC_EXPONENT, bufferOf(exponent)],
  ];
}
