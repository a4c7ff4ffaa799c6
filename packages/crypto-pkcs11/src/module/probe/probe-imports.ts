import { createCipheriv } from "node:crypto";
import { isMacKeySpec, isSymmetricKeySpec, type KeySpec } from "@keyferry/algorithms";
import { joinPublic, publicBytes, publicUtf8, randomSecret } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { ModuleFindings } from "../../calls.ts";
import { importing } from "../keys/imported-keys.ts";
import { secretParts } from "../keys/new-keys.ts";
import type { Attempt } from "../session/attempt.ts";
import { gcm, gcmIvLength, gcmTagLength } from "../session/mechanisms.ts";
import { withObject } from "../session/session.ts";
import { neverLeaves } from "../session/templates.ts";

/** The specs of secret keys that the module takes in, where it encrypts under one from outside as node:crypto does. */
export function findImportedKeySpecs(
  attempt: Attempt,
  gcmParameters: ModuleFindings["gcmParameters"],
  specs: readonly KeySpec[],
): readonly KeySpec[] {
  const [encryption] = secretParts("Aliyun_AES_256");
  const data = publicUtf8("twenty-one bytes of it");
  const iv = publicBytes(gcmIvLength).fill(0x11);
  const agrees = attempt((session) => {
    if (encryption === undefined) return false;
    const value = randomSecret(32);
    const cipher = createCipheriv("aes-256-gcm", value, iv);
    const expected = joinPublic(cipher.update(data), cipher.final(), cipher.getAuthTag());
    const object = session.createObject([
      [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
      [pkcs11.CKA_TOKEN, false],
      ...neverLeaves,
      ...importing(encryption, value),
    ]);
    return withObject(session, object, (key) =>
      session
        .encrypt(gcm(gcmParameters, iv, publicBytes(0)), key, data, data.length + gcmTagLength)
        .equals(expected),
    );
  });
  return agrees === true ? specs.filter((spec) => isSymmetricKeySpec(spec) || isMacKeySpec(spec)) : [];
}
