import { constants, createHash, createPublicKey, verify } from "node:crypto";
import type { VerifyKeyObjectInput } from "node:crypto";
import { type AsymmetricKeySpec, isRsaKeySpec, type SignatureAlgorithm } from "@keyferry/algorithms";
import { publicUtf8 } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import { bufferOf } from "../session/buffers.ts";
import { readPublicKey, signing } from "../keys/key-pairs.ts";
import { plain } from "../session/mechanisms.ts";
import { keyPairGenerator } from "../keys/new-keys.ts";
import { type Session, withObject } from "../session/session.ts";
import { neverLeaves } from "../session/templates.ts";

/** A key pair of session objects that may do all that its kind can. */
export interface TrialPair {
  readonly spec: AsymmetricKeySpec;
  readonly publicKey: Handle;
  readonly privateKey: Handle;
}

/** Works with a key pair that ends afterwards. */
export function withTrialPair<T>(session: Session, spec: AsymmetricKeySpec, work: (pair: TrialPair) => T): T {
  const { generator, keyType, shape } = keyPairGenerator(spec);
  const isRsa = isRsaKeySpec(spec);
  const made = session.generateKeyPair(
    plain(generator),
    [
      [pkcs11.CKA_CLASS, pkcs11.CKO_PUBLIC_KEY],
      [pkcs11.CKA_KEY_TYPE, keyType],
      [pkcs11.CKA_TOKEN, false],
      [pkcs11.CKA_VERIFY, true],
      [pkcs11.CKA_ENCRYPT, isRsa],
      ...shape,
    ],
    [
      [pkcs11.CKA_CLASS, pkcs11.CKO_PRIVATE_KEY],
      [pkcs11.CKA_KEY_TYPE, keyType],
      [pkcs11.CKA_TOKEN, false],
      ...neverLeaves,
      [pkcs11.CKA_SIGN, true],
      [pkcs11.CKA_DECRYPT, isRsa],
      [pkcs11.CKA_UNWRAP, isRsa],
    ],
  );
  return withObject(session, made.publicKey, (publicKey) =>
    withObject(session, made.privateKey, (privateKey) => work({ spec, publicKey, privateKey })),
  );
}

const message = publicUtf8("a message whose digest the module signs");
const digest = createHash("sha256").update(message).digest();

const nodeOptions: Readonly<Partial<Record<SignatureAlgorithm, Omit<VerifyKeyObjectInput, "key">>>> = {
  RSA_PSS_SHA_256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  RSA_PKCS1_SHA_256: { padding: constants.RSA_PKCS1_PADDING },
  ECDSA_SHA_256: { dsaEncoding: "ieee-p1363" },
};

/** Whether the module signs so that node:crypto finds it good, and finds it good itself. */
export function signs(session: Session, pair: TrialPair, algorithm: SignatureAlgorithm): boolean {
  const [mechanism, data] = signing(algorithm, digest);
  const signature = session.sign(mechanism, pair.privateKey, data);
  const spki = bufferOf(readPublicKey(session, pair.publicKey, pair.spec));
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  return (
    verify("sha256", message, { key, ...nodeOptions[algorithm] }, signature) &&
    session.verify(mechanism, pair.publicKey, data, signature)
  );
}
