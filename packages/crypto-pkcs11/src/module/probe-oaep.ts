import {
  constants,
  createDecipheriv,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import pkcs11 from "pkcs11js";
import type { ModuleFindings, OaepHash } from "../calls.ts";
import type { Attempt } from "./attempt.ts";
import { createGcmData } from "./gcm-data.ts";
import { readPublicKey } from "./key-pairs.ts";
import { gcmIvLength, gcmTagLength, oaep, plain } from "./mechanisms.ts";
import type { TrialPair } from "./probe-signing.ts";
import { onTrial, unwrapAesKey } from "./recipients.ts";
import { type Attributes, type Session, withObject } from "./session.ts";
import { dataKey, rsaPublicKey } from "./templates.ts";

/** The hashes that are tried. */
export const oaepHashes: readonly OaepHash[] = ["sha256", "sha1"];

const padding = constants.RSA_PKCS1_OAEP_PADDING;
const plaintext = Buffer.from("a trial");

/** Whether node:crypto succeeds and agrees. */
function agrees(opened: () => Buffer, expected: Buffer): boolean {
  try {
    return opened().equals(expected);
  } catch {
    return false;
  }
}

function wrapsFor(session: Session, hash: OaepHash, publicKey: KeyObject, privateKey: KeyObject): boolean {
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const template = rsaPublicKey(Buffer.from(n, "base64url"), Buffer.from(e, "base64url"));
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
function encryptFor(session: Session, pair: TrialPair, hash: OaepHash, data: Buffer): Buffer {
  const spki = Buffer.from(readPublicKey(session, pair.publicKey, pair.spec));
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
  const value = randomBytes(32);
  const exported = encryptFor(session, pair, hash, value);
  return withObject(session, unwrapAesKey(session, pair.privateKey, exported, hash, onTrial), (arrived) => {
    const sealed = createGcmData(form).seal(session, arrived, plaintext, Buffer.alloc(0));
    const decipher = createDecipheriv("aes-256-gcm", value, sealed.subarray(0, gcmIvLength));
    decipher.setAuthTag(sealed.subarray(-gcmTagLength));
    const opened = () =>
      Buffer.concat([decipher.update(sealed.subarray(gcmIvLength, -gcmTagLength)), decipher.final()]);
    return agrees(opened, plaintext);
  });
}
