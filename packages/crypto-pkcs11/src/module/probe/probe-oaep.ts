import {
  constants,
  createDecipheriv,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import {
  decodeBase64Url,
  equalBytes,
  joinSecret,
  publicBytes,
  publicUtf8,
  randomSecret,
} from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { ModuleFindings, OaepHash } from "../../calls.ts";
import type { Attempt } from "../session/attempt.ts";
import { bufferOf } from "../session/buffers.ts";
import { createGcmData } from "../keys/gcm-data.ts";
import { readPublicKey } from "../keys/key-pairs.ts";
import { gcmIvLength, gcmTagLength, oaep, plain } from "../session/mechanisms.ts";
import type { TrialPair } from "./probe-signing.ts";
import { onTrial, unwrapAesKey } from "../keys/recipients.ts";
import { type Attributes, type Session, withObject } from "../session/session.ts";
import { dataKey, rsaPublicKey } from "../session/templates.ts";

/** The hashes that are tried. */
export const oaepHashes: readonly OaepHash[] = ["sha256", "sha1"];

const padding = constants.RSA_PKCS1_OAEP_PADDING;
const plaintext = publicUtf8("a trial");

/** Whether node:crypto succeeds and agrees. */
function agrees(opened: () => Uint8Array, expected: Uint8Array): boolean {
  try {
    return equalBytes(opened(), expected);
  } catch {
    return false;
  }
}

function wrapsFor(session: Session, hash: OaepHash, publicKey: KeyObject, privateKey: KeyObject): boolean {
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const template = rsaPublicKey(decodeBase64Url(n) ?? publicBytes(0), decodeBase64Url(e) ?? publicBytes(0));
  const newDataKey: Attributes = [...dataKey(true), [pkcs11.CKA_VALUE_LEN, 32]];
  return withObject(session, session.createObject(template), (wrappingKey) => {
    const made = session.generateKey(plain(pkcs11.CKM_GENERIC_SECRET_KEY_GEN), newDataKey);
    return withObject(session, made, (key) => {
      const exported = session.wrap(oaep(hash), wrappingKey, key);
      const open = () => privateDecrypt({ key: privateKey, padding, oaepHash: hash }, exported);
      return agrees(open, session.read(key, pkcs11.CKA_VALUE));
    });
  });
}

/** The hashes of OAEP under which node:crypto opens what the module wrapped. */
export async function findWrappingHashes(attempt: Attempt): Promise<readonly OaepHash[]> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2_048 });
  return oaepHashes.filter(
    (hash) => attempt((session) => wrapsFor(session, hash, publicKey, privateKey)) === true,
  );
}

/** Encrypts by node:crypto under the public key of a pair in the module. */
function encryptFor(session: Session, pair: TrialPair, hash: OaepHash, data: Uint8Array): Buffer {
  const spki = bufferOf(readPublicKey(session, pair.publicKey, pair.spec));
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  return publicEncrypt({ key, padding, oaepHash: hash }, data);
}

/** Whether the module encrypts and decrypts with OAEP, and decrypts what node:crypto encrypted. */
export function encryptsOaep(session: Session, pair: TrialPair, hash: OaepHash): boolean {
  const own = session.encrypt(oaep(hash), pair.publicKey, plaintext, 256);
  const others = encryptFor(session, pair, hash, plaintext);
  return [own, others].every((ciphertext) =>
    session.decrypt(oaep(hash), pair.privateKey, ciphertext).equals(plaintext),
  );
}

/** Whether the module unwraps an AES key of node:crypto, and encrypts under it as node does. */
export function unwrapsOaep(
  session: Session,
  pair: TrialPair,
  hash: OaepHash,
  form: ModuleFindings["gcmParameters"],
): boolean {
  const value = randomSecret(32);
  const exported = encryptFor(session, pair, hash, value);
  return withObject(session, unwrapAesKey(session, pair.privateKey, exported, hash, onTrial), (arrived) => {
    const sealed = createGcmData(form).seal(session, arrived, plaintext, publicBytes(0));
    const decipher = createDecipheriv("aes-256-gcm", value, sealed.subarray(0, gcmIvLength));
    decipher.setAuthTag(sealed.subarray(-gcmTagLength));
    const opened = () =>
      joinSecret(decipher.update(sealed.subarray(gcmIvLength, -gcmTagLength)), decipher.final());
    return agrees(opened, plaintext);
  });
}
