import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { createSoftwareReceiver } from "@keyferry/crypto-software";
import { decodeBase64, encodeBase64 } from "@keyferry/protocol";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const sm2 = await createSoftwareReceiver().generateRecipientKeyPair("EC_SM2");

/** Recipients, as request parameters. */
export const recipients = {
  RSAES_OAEP_SHA_256: {
    fields: {
      PublicKeyBlob: rsa.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    },
    /** The same key as PEM text. */
    pem: String(rsa.publicKey.export({ type: "spki", format: "pem" })),
    /** Opens base64 of an exported data key, as base64. */
    open: (exported: string): string => {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      const ciphertext = decodeBase64(exported) ?? new Uint8Array();
      return encodeBase64(privateDecrypt({ key: rsa.privateKey, padding, oaepHash: "sha256" }, ciphertext));
    },
  },
  SM2PKE: {
    fields: {
      PublicKeyBlob: encodeBase64(sm2.publicKey),
      WrappingKeySpec: "EC_SM2",
      WrappingAlgorithm: "SM2PKE",
    },
    /** The same, as callers inside the program have it. */
    bytes: { PublicKeyBlob: sm2.publicKey, WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" },
  },
} as const;
