import {
  type AsymmetricKeySpec,
  ciphers,
  ecCurves,
  isAsymmetricKeySpec,
  isEcKeySpec,
  isMacKeySpec,
  keySpecs,
  type MacKeySpec,
  type SymmetricKeySpec,
} from "@keyferry/algorithms";
import { joinPublic, publicBytesOf } from "@keyferry/bytes";
import { encodeObjectIdentifier } from "@keyferry/crypto";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import { readFlag, readMagnitude, readNumber } from "../session/attributes.ts";
import { bufferOf, publicRoom } from "../session/buffers.ts";
import { TokenFault } from "../session/cryptoki-error.ts";
import { labelOf, type ObjectName } from "./key-roles.ts";
import type { Session } from "../session/session.ts";

/** In bytes, of the key that binds wrapped data keys. */
const bindingKeyLength = 32;

/** The object identifier of a curve as CKA_EC_PARAMS: DER. */
export function ecParameters(spec: keyof typeof ecCurves): Buffer {
  const oid = encodeObjectIdentifier(ecCurves[spec].oid);
  return bufferOf(joinPublic(publicBytesOf(0x06, oid.length), oid));
}

/** A secret or private key must be kept by the module, whatever the module makes of its template. */
export function checkKept(session: Session, key: Handle, what: string): void {
  if (!readFlag(session, key, pkcs11.CKA_SENSITIVE)) throw new TokenFault(`${what} is not sensitive`);
  if (readFlag(session, key, pkcs11.CKA_EXTRACTABLE)) throw new TokenFault(`${what} is extractable`);
}

/** A key that was just generated must never have been anything else than kept. */
export function checkBornKept(session: Session, key: Handle, what: string): void {
  checkKept(session, key, what);
  if (!readFlag(session, key, pkcs11.CKA_ALWAYS_SENSITIVE)) {
    throw new TokenFault(`${what} was not always sensitive`);
  }
  if (!readFlag(session, key, pkcs11.CKA_NEVER_EXTRACTABLE)) {
    throw new TokenFault(`${what} was extractable once`);
  }
}

/** Of what encrypts and wraps, or makes codes of messages, in bytes. */
function secretKeyLength(spec: SymmetricKeySpec | MacKeySpec): number {
  return isMacKeySpec(spec) ? keySpecs[spec].keyLength : ciphers[keySpecs[spec].cipher].keyLength;
}

/** What is no half of a key pair. */
type SecretName = Omit<ObjectName, "spec"> & { readonly spec: SymmetricKeySpec | MacKeySpec | "AES" };

function checkSecretKey(session: Session, key: Handle, { role, spec }: SecretName, what: string): void {
  const expected = role === "mac" || role === "hmac" ? pkcs11.CKK_GENERIC_SECRET : pkcs11.CKK_AES;
  if (readNumber(session, key, pkcs11.CKA_KEY_TYPE) !== expected) {
    throw new TokenFault(`${what} has another key type`);
  }
  // Of a key that has arrived, SoftHSM knows no length: it was tried when it came.
  if (spec === "AES") return;
  const length = role === "mac" ? bindingKeyLength : secretKeyLength(spec);
  if (readNumber(session, key, pkcs11.CKA_VALUE_LEN) !== length) {
    throw new TokenFault(`${what} has not ${String(length)} bytes`);
  }
}

function checkKeyPairHalf(session: Session, key: Handle, spec: AsymmetricKeySpec, what: string): void {
  const type = readNumber(session, key, pkcs11.CKA_KEY_TYPE);
  if (isEcKeySpec(spec)) {
    if (type !== pkcs11.CKK_EC || !ecParameters(spec).equals(session.read(key, pkcs11.CKA_EC_PARAMS))) {
      throw new TokenFault(`${what} is not on the curve of ${spec}`);
    }
    return;
  }
  const { modulusLength } = keySpecs[spec];
  const modulus = type === pkcs11.CKK_RSA ? readMagnitude(session, key, pkcs11.CKA_MODULUS) : publicRoom(0);
  if (modulus.length !== modulusLength || (modulus[0] ?? 0) < 0x80 || (modulus.at(-1) ?? 0) % 2 === 0) {
    throw new TokenFault(`${what} is not RSA with an odd modulus of ${String(8 * modulusLength)} bits`);
  }
}

/**
 * Whether an object of the token is what its name says: the module's own word is not taken for it.
 *
 * @throws TokenFault that says what it is not
 */
export function checkObject(session: Session, object: Handle, name: ObjectName): void {
  const what = labelOf(name);
  const { role, spec } = name;
  if (role !== "public") checkKept(session, object, what);
  if (isAsymmetricKeySpec(spec)) checkKeyPairHalf(session, object, spec, what);
  else checkSecretKey(session, object, { ...name, spec }, what);
}
