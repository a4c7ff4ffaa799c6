import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { parseRecipientPrivateKey } from "@keyferry/crypto";
import { createSoftwareReceiver } from "@keyferry/crypto-software";
import type { Recipient as RecipientFields } from "@keyferry/protocol";

/** A cryptographic module that data keys travel to, under one algorithm. */
export interface Recipient {
  /** The request fields that name it. */
  readonly fields: RecipientFields;
  open(exported: Uint8Array): Promise<Uint8Array>;
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

function rsaRecipient(
  WrappingAlgorithm: "RSAES_OAEP_SHA_256" | "RSAES_OAEP_SHA_1",
  oaepHash: string,
): Recipient {
  const PublicKeyBlob = new Uint8Array(rsa.publicKey.export({ type: "spki", format: "der" }));
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return {
    fields: { PublicKeyBlob, WrappingKeySpec: "RSA_2048", WrappingAlgorithm },
    open: async (exported) =>
      new Uint8Array(privateDecrypt({ key: rsa.privateKey, padding, oaepHash }, exported)),
  };
}

async function sm2Recipient() {
  const receiver = createSoftwareReceiver();
  const { privateKey, publicKey } = await receiver.generateRecipientKeyPair("EC_SM2");
  const parsed = parseRecipientPrivateKey(privateKey, "EC_SM2");
  return {
    fields: { PublicKeyBlob: publicKey, WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" } as const,
    open: async (exported: Uint8Array) =>
      (await receiver.openExportedDataKey(parsed, exported, "SM2PKE")).bytes,
  };
}

/** One recipient for each algorithm. RSA is opened by OpenSSL, which knows nothing of the service. */
export const recipients = {
  RSAES_OAEP_SHA_256: rsaRecipient("RSAES_OAEP_SHA_256", "sha256"),
  RSAES_OAEP_SHA_1: rsaRecipient("RSAES_OAEP_SHA_1", "sha1"),
  SM2PKE: await sm2Recipient(),
};

/** Every recipient by the name of its algorithm, for tables. */
export const eachRecipient = Object.entries(recipients) as readonly (readonly [string, Recipient])[];
