import { createHmac } from "node:crypto";
import { keySpecs, type MacAlgorithm, macAlgorithms, namesOf } from "@keyferry/algorithms";
import { publicUtf8 } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { Attempt } from "../session/attempt.ts";
import { hmacMechanisms } from "../keys/macs.ts";
import { plain } from "../session/mechanisms.ts";
import { type Attributes, type Session, withObject } from "../session/session.ts";

const message = publicUtf8("a message that the module authenticates");

/** Whether the module makes the code that node:crypto makes, under a key that can be read. */
function agrees(session: Session, algorithm: MacAlgorithm, mechanism: number): boolean {
  const template: Attributes = [
    [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_GENERIC_SECRET],
    [pkcs11.CKA_VALUE_LEN, keySpecs[algorithm].keyLength],
    [pkcs11.CKA_TOKEN, false],
    [pkcs11.CKA_PRIVATE, true],
    [pkcs11.CKA_SENSITIVE, false],
    [pkcs11.CKA_EXTRACTABLE, true],
    [pkcs11.CKA_SIGN, true],
  ];
  const made = session.generateKey(plain(pkcs11.CKM_GENERIC_SECRET_KEY_GEN), template);
  return withObject(session, made, (key) => {
    const mac = session.sign(plain(mechanism), key, message);
    const value = session.read(key, pkcs11.CKA_VALUE);
    const expected = createHmac(macAlgorithms[algorithm].hash, value).update(message).digest();
    return value.length === keySpecs[algorithm].keyLength && mac.equals(expected);
  });
}

/** The algorithms of HMAC that the module has. */
export function findMacAlgorithms(attempt: Attempt): readonly MacAlgorithm[] {
  return namesOf(macAlgorithms).filter((algorithm) => {
    const mechanism = hmacMechanisms[algorithm];
    return mechanism !== undefined && attempt((session) => agrees(session, algorithm, mechanism)) === true;
  });
}
