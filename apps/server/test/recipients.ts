import { generateKeyPairSync } from "node:crypto";
import { encodeEcPrivateKey, encodeEcPublicKey } from "@keyferry/crypto";
import { sm2 } from "sm-crypto";

/** A recipient of data keys. */
export interface Recipient {
  /** Parameters that name it in a request. */
  readonly parameters: { readonly PublicKeyBlob: string; readonly WrappingKeySpec: string };
  /** PKCS #8, DER. */
  readonly privateKey: Buffer;
}

/** A new RSA_2048 recipient. */
export function newRsaRecipient(): Recipient {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });
  const parameters = { PublicKeyBlob: publicKey.toString("base64"), WrappingKeySpec: "RSA_2048" };
  return { parameters, privateKey };
}

/** A new EC_SM2 recipient, with its private key as sm-crypto takes it. */
export function newSm2Recipient(): Recipient & { readonly privateKeyHex: string } {
  const { publicKey, privateKey: privateKeyHex } = sm2.generateKeyPairHex();
  const point = Buffer.from(publicKey, "hex");
  const spki = Buffer.from(encodeEcPublicKey("EC_SM2", point));
  return {
    parameters: { PublicKeyBlob: spki.toString("base64"), WrappingKeySpec: "EC_SM2" },
    privateKey: Buffer.from(encodeEcPrivateKey("EC_SM2", Buffer.from(privateKeyHex, "hex"), point)),
    privateKeyHex,
  };
}
