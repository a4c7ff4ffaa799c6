import { constants, createPrivateKey, privateDecrypt } from "node:crypto";
import { newRsaRecipient, newSm2Recipient } from "../recipients.ts";
import { sm2 } from "./sm2.ts";

/** Someone outside the service whom a data key is exported to. */
export interface ExportRecipient {
  /** The parameters that name the recipient and the algorithm. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Opens what was exported to it, without any code of the service. */
  readonly open: (exported: Buffer) => Buffer;
}

/** Makes a recipient for every wrapping algorithm: OpenSSL opens RSAES-OAEP, sm-crypto opens SM2PKE. */
export function newExportRecipients(): readonly ExportRecipient[] {
  const rsa = newRsaRecipient();
  const key = createPrivateKey({ key: rsa.privateKey, format: "der", type: "pkcs8" });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const byRsa = (WrappingAlgorithm: string, oaepHash: string): ExportRecipient => ({
    parameters: { ...rsa.parameters, WrappingAlgorithm },
    open: (exported) => privateDecrypt({ key, padding, oaepHash }, exported),
  });
  const { parameters, privateKeyHex } = newSm2Recipient();
  return [
    byRsa("RSAES_OAEP_SHA_256", "sha256"),
    byRsa("RSAES_OAEP_SHA_1", "sha1"),
    {
      parameters: { ...parameters, WrappingAlgorithm: "SM2PKE" },
      // sm-crypto wants C1 without the leading 04.
      open: (exported) =>
        Buffer.from(sm2.doDecrypt(exported.toString("hex").slice(2), privateKeyHex, 1, { output: "array" })),
    },
  ];
}
