import { constants, createHash, publicEncrypt, verify } from "node:crypto";
import { expect } from "vitest";
import { bytesOf, memberOf, textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import { heldKeyPair, openSslKey, sm2Point, type HeldKeyPair } from "../held-key-pair.ts";
import type { Session } from "../session.ts";
import { sm2 } from "../sm2.ts";

const message = Buffer.from("a message that is signed");

/** a, b, xG and yG of the recommended curve (GB/T 32918.5). */
const sm2Parameters =
  "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc" +
  "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93" +
  "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7" +
  "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

/** A signature algorithm, and how someone outside the service works with it. */
interface Signing {
  readonly algorithm: string;
  readonly spec: string;
  /** The digest that is handed to the service. */
  readonly digest: (pair: HeldKeyPair) => Buffer;
  /** Verifies without any code of the service. */
  readonly accepts: (pair: HeldKeyPair, signature: Buffer) => boolean;
}

const sha256 = () => createHash("sha256").update(message).digest();
const openSsl = (options: { readonly padding?: number; readonly saltLength?: number }) => {
  return (pair: HeldKeyPair, signature: Buffer) =>
    verify("sha256", message, { key: openSslKey(pair), ...options }, signature);
};

const signings: readonly Signing[] = [
  {
    algorithm: "RSA_PSS_SHA_256",
    spec: "RSA_2048",
    digest: sha256,
    accepts: openSsl({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  },
  {
    algorithm: "RSA_PKCS1_SHA_256",
    spec: "RSA_2048",
    digest: sha256,
    accepts: openSsl({ padding: constants.RSA_PKCS1_PADDING }),
  },
  { algorithm: "ECDSA_SHA_256", spec: "EC_P256", digest: sha256, accepts: openSsl({}) },
  {
    algorithm: "SM2DSA",
    spec: "EC_SM2",
    digest: (pair) => sm2Digest(sm2Point(pair)),
    accepts: (pair, signature) =>
      sm2.doVerifySignature(message, signature.toString("hex"), sm2Point(pair), { der: true }),
  },
];

/** An encryption algorithm, and how someone outside the service encrypts with it. */
const encryptions = [
  { algorithm: "RSAES_OAEP_SHA_256", spec: "RSA_2048", seal: oaep("sha256") },
  { algorithm: "RSAES_OAEP_SHA_1", spec: "RSA_2048", seal: oaep("sha1") },
  {
    algorithm: "SM2PKE",
    spec: "EC_SM2",
    // It leaves the leading 04 of C1 out.
    seal: (pair: HeldKeyPair) => Buffer.from(`04${sm2.doEncrypt(message, sm2Point(pair), 1)}`, "hex"),
  },
] as const;

/** Key pairs: their public keys, encryption and signatures. */
export const keyPairExercises: Exercises<
  "GetPublicKey" | "AsymmetricEncrypt" | "AsymmetricDecrypt" | "AsymmetricSign" | "AsymmetricVerify"
> = {
  async GetPublicKey(session) {
    const rsa = openSslKey(await heldKeyPair(session, "RSA_2048", "SIGN/VERIFY"));
    expect(rsa.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n });
    const ec = openSslKey(await heldKeyPair(session, "EC_P256", "SIGN/VERIFY"));
    expect(ec.asymmetricKeyDetails).toMatchObject({ namedCurve: "prime256v1" });
    expect(sm2Point(await heldKeyPair(session, "EC_SM2", "SIGN/VERIFY"))).toMatch(/^04[0-9a-f]{128}$/);
  },

  async AsymmetricEncrypt(session) {
    for (const { algorithm: Algorithm, spec } of encryptions) {
      const { names } = await heldKeyPair(session, spec, "ENCRYPT/DECRYPT");
      const Plaintext = message.toString("base64");
      const encrypted = await session.client.call("AsymmetricEncrypt", { ...names, Algorithm, Plaintext });
      const CiphertextBlob = textOf(encrypted, "CiphertextBlob");
      const decrypted = await session.client.call("AsymmetricDecrypt", {
        ...names,
        Algorithm,
        CiphertextBlob,
      });
      expect(decrypted, Algorithm).toMatchObject({ ...names, Plaintext });
    }
  },

  async AsymmetricDecrypt(session) {
    for (const { algorithm: Algorithm, spec, seal } of encryptions) {
      const pair = await heldKeyPair(session, spec, "ENCRYPT/DECRYPT");
      const CiphertextBlob = seal(pair).toString("base64");
      const parameters = { ...pair.names, Algorithm, CiphertextBlob };
      const decrypted = await session.client.call("AsymmetricDecrypt", parameters);
      expect(bytesOf(decrypted, "Plaintext"), Algorithm).toEqual(message);
    }
  },

  async AsymmetricSign(session) {
    for (const signing of signings) {
      const { pair, signature } = await signed(session, signing);
      expect(signing.accepts(pair, signature), signing.algorithm).toBe(true);
    }
  },

  async AsymmetricVerify(session) {
    for (const signing of signings) {
      const { pair, digest, signature } = await signed(session, signing);
      const verified = async (claimed: Buffer) => {
        const answer = await session.client.call("AsymmetricVerify", {
          ...pair.names,
          Algorithm: signing.algorithm,
          Digest: claimed.toString("base64"),
          Value: signature.toString("base64"),
        });
        return memberOf(answer, "Value");
      };
      expect(await verified(digest), signing.algorithm).toBe(true);
      expect(await verified(createHash("sha256").update(digest).digest()), signing.algorithm).toBe(false);
    }
  },
};

async function signed(session: Session, { algorithm, spec, digest: digestOf }: Signing) {
  const pair = await heldKeyPair(session, spec, "SIGN/VERIFY");
  const digest = digestOf(pair);
  const parameters = { ...pair.names, Algorithm: algorithm, Digest: digest.toString("base64") };
  const answer = await session.client.call("AsymmetricSign", parameters);
  return { pair, digest, signature: bytesOf(answer, "Value") };
}

function oaep(oaepHash: string) {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return (pair: HeldKeyPair) => publicEncrypt({ key: openSslKey(pair), padding, oaepHash }, message);
}

/** SM3 of Z_A, for the default user id, and the message (GB/T 32918.2 5.5, 6.1). */
function sm2Digest(point: string): Buffer {
  const userId = Buffer.from("1234567812345678");
  const za = createHash("sm3")
    .update(Buffer.from([0, userId.length * 8]))
    .update(userId)
    .update(Buffer.from(sm2Parameters + point.slice(2), "hex"))
    .digest();
  return createHash("sm3").update(za).update(message).digest();
}
