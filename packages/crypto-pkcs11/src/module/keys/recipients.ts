import { publicBytes, publicUtf8 } from "@keyferry/bytes";
import { CryptoError, unsupported } from "@keyferry/crypto";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type { ModuleFindings, OaepHash, ReceiverKey } from "../../calls.ts";
import { readNumber } from "../session/attributes.ts";
import { isAnswer } from "../session/cryptoki-error.ts";
import { createGcmData } from "./gcm-data.ts";
import { checkBornKept, checkKept, checkObject } from "./key-checks.ts";
import { readPublicKey } from "./key-pairs.ts";
import { idLength, labelOf, naming, type ObjectName, receiverOwner } from "./key-roles.ts";
import { oaep, plain } from "../session/mechanisms.ts";
import { keyPairGenerator } from "./new-keys.ts";
import { type Attributes, type Session, withObject } from "../session/session.ts";
import { allowing, neverLeaves } from "../session/templates.ts";
import type { TokenKeys } from "./token-keys.ts";

const spec = "RSA_2048";
const aesKeyLengths: ReadonlySet<number> = new Set([16, 24, 32]);

/** The receiving side in a token. */
export interface Recipients {
  /** Makes an RSA_2048 key pair whose private key is the token's, and only unwraps. */
  createRecipient(session: Session): { readonly id: Uint8Array; readonly publicKey: Uint8Array };
  /**
   * Takes in an exported AES key: unwraps it, tries it, and keeps it in the token.
   *
   * @throws CryptoError `undecryptable`, and `unsupported` for what is no AES key
   */
  receiveDataKey(session: Session, recipient: ReceiverKey, exported: Uint8Array, hash: OaepHash): Uint8Array;
  /** AES-GCM under a key that has arrived: IV (12), ciphertext, tag (16). */
  encryptReceived(
    session: Session,
    key: ReceiverKey,
    plaintext: Uint8Array,
    associatedData: Uint8Array,
  ): Uint8Array;
  /** @throws CryptoError `undecryptable` */
  decryptReceived(
    session: Session,
    key: ReceiverKey,
    sealed: Uint8Array,
    associatedData: Uint8Array,
  ): Uint8Array;
}

/** A new id for CKA_IDs. */
const newId = (session: Session): Buffer => session.random(idLength);

/** The name of a recipient's private key. */
export const recipientName = ({ id }: ReceiverKey): ObjectName => ({
  owner: receiverOwner,
  id,
  role: "recipient",
  spec,
});

/** The name of a key that has arrived. */
export const arrivedName = ({ id }: ReceiverKey): ObjectName => ({
  owner: receiverOwner,
  id,
  role: "data-key",
  spec: "AES",
});

/** Generates the key pair of a recipient: the private key in the token, the public key as a session object. */
function generateRecipient(
  session: Session,
  name: ObjectName,
): { readonly publicKey: Handle; readonly privateKey: Handle } {
  const { generator, keyType, shape } = keyPairGenerator(spec);
  return session.generateKeyPair(
    plain(generator),
    [
      [pkcs11.CKA_CLASS, pkcs11.CKO_PUBLIC_KEY],
      [pkcs11.CKA_KEY_TYPE, keyType],
      [pkcs11.CKA_TOKEN, false],
      [pkcs11.CKA_PRIVATE, false],
      [pkcs11.CKA_WRAP, true],
      ...shape,
    ],
    [
      ...naming(name),
      [pkcs11.CKA_KEY_TYPE, keyType],
      ...neverLeaves,
      [pkcs11.CKA_UNWRAP, true],
      [pkcs11.CKA_DECRYPT, false],
      [pkcs11.CKA_SIGN, false],
    ],
  );
}

/** Unwraps an AES key that encrypts and decrypts, and never leaves again. */
export function unwrapAesKey(
  session: Session,
  privateKey: Handle,
  exported: Uint8Array,
  hash: OaepHash,
  place: Attributes,
): Handle {
  return session.unwrap(oaep(hash), privateKey, exported, [
    ...place,
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_AES],
    ...neverLeaves,
    ...allowing(pkcs11.CKA_ENCRYPT, pkcs11.CKA_DECRYPT),
  ]);
}

/** Where a secret key on trial goes. */
export const onTrial: Attributes = [
  [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
  [pkcs11.CKA_TOKEN, false],
];

/** Modules take any length for AES: what does not encrypt, or has a length that AES has not, is no AES key. */
function isAesKey(session: Session, key: Handle, form: ModuleFindings["gcmParameters"]): boolean {
  const gcmData = createGcmData(form);
  const nothing = publicBytes(0);
  try {
    const length = readNumber(session, key, pkcs11.CKA_VALUE_LEN);
    // SoftHSM says 0 of every unwrapped key.
    if (length !== 0 && !aesKeyLengths.has(length)) return false;
    const trial = publicUtf8("trial");
    return gcmData.open(session, key, gcmData.seal(session, key, trial, nothing), nothing).equals(trial);
  } catch (error) {
    if (isAnswer(error) || error instanceof CryptoError) return false;
    throw error;
  }
}

/** The receiving side of a token. */
export function createRecipients(keys: TokenKeys, findings: ModuleFindings): Recipients {
  const gcmData = createGcmData(findings.gcmParameters);

  const unwrap = (
    session: Session,
    privateKey: Handle,
    exported: Uint8Array,
    hash: OaepHash,
    place: Attributes,
  ): Handle => {
    try {
      return unwrapAesKey(session, privateKey, exported, hash, place);
    } catch (error) {
      if (isAnswer(error)) throw new CryptoError("undecryptable", "what was exported does not open");
      throw error;
    }
  };

  return {
    createRecipient(session) {
      const id = newId(session);
      const name = recipientName({ id });
      const pair = generateRecipient(session, name);
      return withObject(session, pair.publicKey, (publicKey) => {
        try {
          checkBornKept(session, pair.privateKey, labelOf(name));
          checkObject(session, pair.privateKey, name);
          return { id, publicKey: readPublicKey(session, publicKey, spec) };
        } catch (error) {
          session.destroyObject(pair.privateKey);
          throw error;
        }
      });
    },
    receiveDataKey(session, recipient, exported, hash) {
      const privateKey = keys.find(session, recipientName(recipient));
      const trial = unwrap(session, privateKey, exported, hash, onTrial);
      const sound = withObject(session, trial, (key) => {
        checkKept(session, key, "the data key that has arrived");
        return isAesKey(session, key, findings.gcmParameters);
      });
      if (!sound) {
        throw unsupported("what has arrived is no AES key of 16, 24 or 32 bytes");
      }
      const id = newId(session);
      const name = arrivedName({ id });
      const kept = unwrap(session, privateKey, exported, hash, naming(name));
      try {
        checkObject(session, kept, name);
      } catch (error) {
        session.destroyObject(kept);
        throw error;
      }
      return id;
    },
    encryptReceived: (session, key, plaintext, associatedData) =>
      gcmData.seal(session, keys.find(session, arrivedName(key)), plaintext, associatedData),
    decryptReceived: (session, key, sealed, associatedData) =>
      gcmData.open(session, keys.find(session, arrivedName(key)), sealed, associatedData),
  };
}
