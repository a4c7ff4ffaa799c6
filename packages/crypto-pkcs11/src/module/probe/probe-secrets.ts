import { createCipheriv } from "node:crypto";
import { joinPublic, publicBytes, publicBytesOf, publicUtf8 } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type { ModuleFindings } from "../../calls.ts";
import type { Attempt } from "../session/attempt.ts";
import { isAnswer } from "../session/cryptoki-error.ts";
import { gcm, gcmIvLength, gcmTagLength, plain } from "../session/mechanisms.ts";
import { type Attributes, type Session, withObject } from "../session/session.ts";
import { aesKey, allowing, dataKey, neverLeaves } from "../session/templates.ts";

const ofSession: Attributes = [
  [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
  [pkcs11.CKA_TOKEN, false],
];

function withAesKey<T>(session: Session, purposes: Attributes, work: (key: Handle) => T, keyLength = 32): T {
  const template = [...ofSession, ...neverLeaves, ...aesKey(keyLength), ...purposes];
  return withObject(session, session.generateKey(plain(pkcs11.CKM_AES_KEY_GEN), template), work);
}

function fails(work: () => unknown): boolean {
  try {
    work();
  } catch (error) {
    if (isAnswer(error)) return true;
    throw error;
  }
  return false;
}

/** The form of CK_GCM_PARAMS with which the module decrypts what it encrypted, and minds IV, tag and additional data. */
export function findGcmParameters(attempt: Attempt): ModuleFindings["gcmParameters"] | undefined {
  const data = publicUtf8("twenty-one bytes of it");
  const aad = publicUtf8("additional data");
  const iv = publicBytes(gcmIvLength).fill(0x11);
  const works = (form: ModuleFindings["gcmParameters"]) => {
    const purposes = allowing(pkcs11.CKA_ENCRYPT, pkcs11.CKA_DECRYPT);
    const roundTrip = attempt((session) =>
      withAesKey(session, purposes, (key) => {
        const sealed = session.encrypt(gcm(form, iv, aad), key, data, data.length + gcmTagLength);
        return (
          sealed.length === data.length + gcmTagLength &&
          session.decrypt(gcm(form, iv, aad), key, sealed).equals(data)
        );
      }),
    );
    const minds = (change: (sealed: Buffer) => readonly [iv: Uint8Array, aad: Uint8Array]) =>
      attempt((session) =>
        withAesKey(session, purposes, (key) => {
          const sealed = session.encrypt(gcm(form, iv, aad), key, data, data.length + gcmTagLength);
          const [otherIv, otherAad] = change(sealed);
          return !fails(() => session.decrypt(gcm(form, otherIv, otherAad), key, sealed));
        }),
      ) !== true;
    return (
      roundTrip === true &&
      minds(() => [publicBytes(gcmIvLength).fill(0x12), aad]) &&
      minds(() => [iv, publicUtf8("additional dates")]) &&
      minds((sealed) => {
        sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
        return [iv, aad];
      })
    );
  };
  return (["with ivBits", "without ivBits"] as const).find(works);
}

/** Whether the module encrypts in GCM under an AES key of `keyLength` bytes, and decrypts that again. */
export function encryptsUnder(
  session: Session,
  form: ModuleFindings["gcmParameters"],
  keyLength: number,
): boolean {
  const data = publicUtf8("twenty-one bytes of it");
  const aad = publicUtf8("additional data");
  const iv = publicBytes(gcmIvLength).fill(0x11);
  return withAesKey(
    session,
    allowing(pkcs11.CKA_ENCRYPT, pkcs11.CKA_DECRYPT),
    (key) => {
      const sealed = session.encrypt(gcm(form, iv, aad), key, data, data.length + gcmTagLength);
      return session.decrypt(gcm(form, iv, aad), key, sealed).equals(data);
    },
    keyLength,
  );
}

/**
 * Whether `mechanism` wraps a key of `length` bytes to the length of RFC 5649, and unwraps the same key again, under a key of
 * `keyLength` bytes.
 */
export function wrapsRightly(session: Session, mechanism: number, length: number, keyLength = 32): boolean {
  const wrapping = allowing(pkcs11.CKA_WRAP, pkcs11.CKA_UNWRAP);
  return withAesKey(session, wrapping, (key) => wrapsUnder(session, key, mechanism, length), keyLength);
}

/**
 * The same, under a key that is there.
 *
 * @param value of the key, where it is known: then the wrapped key must be OpenSSL's, too
 */
export function wrapsUnder(
  session: Session,
  wrappingKey: Handle,
  mechanism: number,
  length: number,
  value?: Uint8Array,
): boolean {
  const generator = plain(pkcs11.CKM_GENERIC_SECRET_KEY_GEN);
  const template: Attributes = [...dataKey(true), [pkcs11.CKA_VALUE_LEN, length]];
  return withObject(session, session.generateKey(generator, template), (key) => {
    const wrapped = session.wrap(plain(mechanism), wrappingKey, key);
    if (wrapped.length !== 8 + 8 * Math.ceil(length / 8)) return false;
    if (value !== undefined && !wrapped.equals(opensslWraps(value, session.read(key, pkcs11.CKA_VALUE)))) {
      return false;
    }
    const unwrapped = session.unwrap(plain(mechanism), wrappingKey, wrapped, dataKey(true));
    return withObject(session, unwrapped, (again) => {
      const value = session.read(key, pkcs11.CKA_VALUE);
      return value.length === length && session.read(again, pkcs11.CKA_VALUE).equals(value);
    });
  });
}

/** The initial value of RFC 5649 3, without the length that OpenSSL adds. */
const wrapIv = publicBytesOf(0xa6, 0x59, 0x59, 0xa6);

/** What OpenSSL makes of a key by RFC 5649. */
function opensslWraps(wrappingKey: Uint8Array, key: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`id-aes${String(8 * wrappingKey.length)}-wrap-pad`, wrappingKey, wrapIv);
  return joinPublic(cipher.update(key), cipher.final());
}

/** Whether the module makes HMAC-SHA-256 under a key of its own. */
export function makesMacs(attempt: Attempt): boolean {
  const template: Attributes = [
    ...ofSession,
    ...neverLeaves,
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_GENERIC_SECRET],
    [pkcs11.CKA_VALUE_LEN, 32],
    ...allowing(pkcs11.CKA_SIGN, pkcs11.CKA_VERIFY),
  ];
  const lengths = attempt((session) => {
    const key = session.generateKey(plain(pkcs11.CKM_GENERIC_SECRET_KEY_GEN), template);
    return withObject(session, key, (mac) => {
      const sign = (text: string) => session.sign(plain(pkcs11.CKM_SHA256_HMAC), mac, publicUtf8(text));
      return (
        sign("one").length === 32 && sign("one").equals(sign("one")) && !sign("one").equals(sign("other"))
      );
    });
  });
  return lengths === true;
}
