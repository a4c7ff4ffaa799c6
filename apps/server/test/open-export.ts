import { constants, createPrivateKey, privateDecrypt } from "node:crypto";
import { sm2 } from "sm-crypto";
import { newRsaRecipient, newSm2Recipient } from "./recipients.ts";

const rsa = newRsaRecipient();
const sm2Recipient = newSm2Recipient();
const rsaKey = createPrivateKey({ key: rsa.privateKey, format: "der", type: "pkcs8" });

const openOaep = (oaepHash: string) => (exported: Buffer) =>
  privateDecrypt({ key: rsaKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, exported);

/** A way out of the service: what a request says of it, and how its export opens, by code that is none of ours. */
export interface Way {
  readonly parameters: Readonly<Record<string, string>>;
  /** The data key in base64, of an export in base64. */
  readonly open: (exported: string) => string;
}

function way(
  WrappingAlgorithm: string,
  { parameters }: Pick<typeof rsa, "parameters">,
  open: (exported: Buffer) => Buffer,
): Way {
  return {
    parameters: { ...parameters, WrappingAlgorithm },
    open: (exported) => open(Buffer.from(exported, "base64")).toString("base64"),
  };
}

/** Every way, by its algorithm. */
export const ways = {
  RSAES_OAEP_SHA_1: way("RSAES_OAEP_SHA_1", rsa, openOaep("sha1")),
  RSAES_OAEP_SHA_256: way("RSAES_OAEP_SHA_256", rsa, openOaep("sha256")),
  SM2PKE: way("SM2PKE", sm2Recipient, (exported) => {
    const ciphertext = exported.subarray(1).toString("hex");
    return Buffer.from(sm2.doDecrypt(ciphertext, sm2Recipient.privateKeyHex, 1, { output: "array" }));
  }),
} as const satisfies Readonly<Record<string, Way>>;
