import {
  type AsymmetricKeySpec,
  ciphers,
  isAsymmetricKeySpec,
  isEcKeySpec,
  isMacKeySpec,
  type KeySpec,
  keySpecs,
  type MacKeySpec,
  type SymmetricKeySpec,
} from "@keyferry/algorithms";
import { publicBytesOf } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import { bufferOf } from "../session/buffers.ts";
import { checkBornKept, checkObject, ecParameters } from "./key-checks.ts";
import { readPublicKey } from "./key-pairs.ts";
import { type KeyRole, labelOf, naming, type ObjectName } from "./key-roles.ts";
import { plain } from "../session/mechanisms.ts";
import type { Attributes, Session } from "../session/session.ts";
import { aesKey, allowing, neverLeaves } from "../session/templates.ts";

/** A key of the token for HMAC, of `length` bytes. */
const hmacKey = (role: "mac" | "hmac", length: number): NewSecret => ({
  role,
  generator: pkcs11.CKM_GENERIC_SECRET_KEY_GEN,
  shape: [
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_GENERIC_SECRET],
    [pkcs11.CKA_VALUE_LEN, length],
  ],
  purposes: allowing(pkcs11.CKA_SIGN, pkcs11.CKA_VERIFY),
});

/** One of the keys of the token that are one key of the service. */
export interface NewSecret {
  readonly role: KeyRole;
  readonly generator: number;
  /** Its type and its length, which a key that comes from outside has already. */
  readonly shape: Attributes;
  readonly purposes: Attributes;
}

/** The three keys of the token that are a symmetric key of the service, of `length` bytes. */
const symmetricParts = (length: number): readonly NewSecret[] => [
  {
    role: "encryption",
    generator: pkcs11.CKM_AES_KEY_GEN,
    shape: aesKey(length),
    purposes: allowing(pkcs11.CKA_ENCRYPT, pkcs11.CKA_DECRYPT),
  },
  {
    role: "wrapping",
    generator: pkcs11.CKM_AES_KEY_GEN,
    shape: aesKey(length),
    purposes: allowing(pkcs11.CKA_WRAP, pkcs11.CKA_UNWRAP),
  },
  hmacKey("mac", 32),
];

/** The keys of the token that are one key of the service. */
export const secretParts = (spec: SymmetricKeySpec | MacKeySpec): readonly NewSecret[] =>
  isMacKeySpec(spec)
    ? [hmacKey("hmac", keySpecs[spec].keyLength)]
    : symmetricParts(ciphers[keySpecs[spec].cipher].keyLength);

const publicExponent = bufferOf(publicBytesOf(0x01, 0x00, 0x01));

/** How to generate a key pair of `spec`: the mechanism, and what its public template says of the size or the curve. */
export function keyPairGenerator(spec: AsymmetricKeySpec): {
  readonly generator: number;
  readonly keyType: number;
  readonly shape: Attributes;
} {
  if (isEcKeySpec(spec)) {
    return {
      generator: pkcs11.CKM_EC_KEY_PAIR_GEN,
      keyType: pkcs11.CKK_EC,
      shape: [[pkcs11.CKA_EC_PARAMS, ecParameters(spec)]],
    };
  }
  return {
    generator: pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN,
    keyType: pkcs11.CKK_RSA,
    shape: [
      [pkcs11.CKA_MODULUS_BITS, 8 * keySpecs[spec].modulusLength],
      [pkcs11.CKA_PUBLIC_EXPONENT, publicExponent],
    ],
  };
}

/**
 * Makes objects of the token; where one cannot be made or is not what it should be, none is left.
 *
 * @param isBorn whether they are made in the token, and so were never outside
 */
export function makeAll(
  session: Session,
  make: (keep: (object: Handle, name: ObjectName) => void) => void,
  isBorn = true,
): void {
  const made: Handle[] = [];
  try {
    make((object, name) => {
      made.push(object);
      if (isBorn && name.role !== "public") checkBornKept(session, object, labelOf(name));
      checkObject(session, object, name);
    });
  } catch (error) {
    for (const object of made) {
      try {
        session.destroyObject(object);
      } catch {
        // Whoever asked for the key has what is left of it destroyed; the first failure is the one to tell.
      }
    }
    throw error;
  }
}

function makeSecretKey(
  session: Session,
  name: Omit<ObjectName, "role">,
  spec: SymmetricKeySpec | MacKeySpec,
): void {
  makeAll(session, (keep) => {
    for (const { role, generator, shape, purposes } of secretParts(spec)) {
      const attributes = [...naming({ ...name, role }), ...neverLeaves, ...shape, ...purposes];
      keep(session.generateKey(plain(generator), attributes), { ...name, role });
    }
  });
}

function makeKeyPair(session: Session, name: Omit<ObjectName, "role">, spec: AsymmetricKeySpec): void {
  const { generator, keyType, shape } = keyPairGenerator(spec);
  const encrypts = keySpecs[spec].kind === "rsa";
  makeAll(session, (keep) => {
    const pair = session.generateKeyPair(
      plain(generator),
      [
        ...naming({ ...name, role: "public" }),
        [pkcs11.CKA_KEY_TYPE, keyType],
        [pkcs11.CKA_PRIVATE, false],
        [pkcs11.CKA_VERIFY, true],
        [pkcs11.CKA_ENCRYPT, encrypts],
        [pkcs11.CKA_WRAP, false],
        ...shape,
      ],
      [
        ...naming({ ...name, role: "private" }),
        [pkcs11.CKA_KEY_TYPE, keyType],
        ...neverLeaves,
        [pkcs11.CKA_SIGN, true],
        [pkcs11.CKA_DECRYPT, encrypts],
        [pkcs11.CKA_UNWRAP, false],
      ],
    );
    keep(pair.privateKey, { ...name, role: "private" });
    keep(pair.publicKey, { ...name, role: "public" });
    // Reading it checks the exponent, or that the point is on the curve.
    readPublicKey(session, pair.publicKey, spec);
  });
}

/**
 * Makes the objects of a new key version: of the token, sensitive, never extractable.
 *
 * @param id what their CKA_IDs begin with, 16 bytes
 * @throws TokenFault where the module makes something else than it was asked for
 */
export function createKey(session: Session, versionId: string, id: Uint8Array, spec: KeySpec): void {
  const name = { owner: versionId, id, spec };
  if (isAsymmetricKeySpec(spec)) makeKeyPair(session, name, spec);
  else makeSecretKey(session, name, spec);
}
