import { createCipheriv, createHmac } from "node:crypto";
import {
  isMacKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  macAlgorithms,
  type MacKeySpec,
  type SymmetricKeySpec,
} from "@keyferry/algorithms";
import { joinPublic, publicBytes, publicUtf8, randomSecret, wiping } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type { ModuleFindings } from "../../calls.ts";
import { importing, lengthOf } from "../keys/imported-keys.ts";
import { hmacMechanisms } from "../keys/macs.ts";
import { type NewSecret, secretParts } from "../keys/new-keys.ts";
import type { Attempt } from "../session/attempt.ts";
import { gcm, gcmIvLength, gcmTagLength, plain } from "../session/mechanisms.ts";
import { type Session, withObject } from "../session/session.ts";
import { neverLeaves } from "../session/templates.ts";
import { wrapsUnder } from "./probe-secrets.ts";

/** What a module does with keys that it makes. */
type Means = Pick<ModuleFindings, "gcmParameters" | "keyWrapMechanism" | "dataKeyLengths">;

const data = publicUtf8("twenty-one bytes of it");

/**
 * The specs of secret keys that the module takes in: each of the keys that they are there is put in, and does what node:crypto
 * does under it.
 */
export function findImportedKeySpecs(
  attempt: Attempt,
  means: Means,
  specs: readonly KeySpec[],
): readonly KeySpec[] {
  return specs.filter(
    (spec) =>
      (isSymmetricKeySpec(spec) || isMacKeySpec(spec)) &&
      secretParts(spec).every((part) => attempt((session) => takesIn(session, means, spec, part)) === true),
  );
}

function takesIn(
  session: Session,
  means: Means,
  spec: SymmetricKeySpec | MacKeySpec,
  part: NewSecret,
): boolean {
  return wiping(randomSecret(lengthOf(part)), (value) => {
    const object = session.createObject([
      [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
      [pkcs11.CKA_TOKEN, false],
      ...neverLeaves,
      ...importing(part, value),
    ]);
    return withObject(session, object, (key) => {
      switch (part.role) {
        case "encryption":
          return encrypts(session, means, key, value);
        case "wrapping":
          return wrapsUnder(session, key, means.keyWrapMechanism, means.dataKeyLengths.max, value);
        case "mac":
          return makesCodes(session, "HMAC_SHA_256", key, value);
        default:
          return isMacKeySpec(spec) && makesCodes(session, spec, key, value);
      }
    });
  });
}

function encrypts(session: Session, { gcmParameters }: Means, key: Handle, value: Uint8Array): boolean {
  const iv = publicBytes(gcmIvLength).fill(0x11);
  const cipher = createCipheriv(`aes-${String(8 * value.length) as "256"}-gcm`, value, iv);
  const expected = joinPublic(cipher.update(data), cipher.final(), cipher.getAuthTag());
  const mechanism = gcm(gcmParameters, iv, publicBytes(0));
  return session.encrypt(mechanism, key, data, data.length + gcmTagLength).equals(expected);
}

function makesCodes(session: Session, algorithm: MacKeySpec, key: Handle, value: Uint8Array): boolean {
  const mechanism = hmacMechanisms[algorithm];
  if (mechanism === undefined) return false;
  const expected = createHmac(macAlgorithms[algorithm].hash, value).update(data).digest();
  return session.sign(plain(mechanism), key, data).equals(expected);
}
