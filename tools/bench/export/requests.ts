import { randomUUID } from "node:crypto";
import { percentEncode, signV1 } from "@keyferry/signature";
import { accessKey } from "../access-key.ts";
import type { Recipient } from "./recipients.ts";

/** Context that every data key here is bound to. */
export const encryptionContext = '{"purpose":"bench"}';

const secret = new TextEncoder().encode(accessKey.secret);

/** Form bodies of signed ExportDataKey requests (V1), each with a nonce of its own, over the recipients in turn. */
export function exportRequests(
  ciphertextBlob: string,
  recipients: readonly Recipient[],
  count: number,
): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const recipient = recipients[index % recipients.length];
    if (recipient === undefined) throw new Error("there is no recipient");
    return signedForm("ExportDataKey", {
      CiphertextBlob: ciphertextBlob,
      EncryptionContext: encryptionContext,
      PublicKeyBlob: recipient.spki.toString("base64"),
      WrappingKeySpec: recipient.spec,
      WrappingAlgorithm: recipient.algorithm,
    });
  });
}

/** The form body of a signed request (V1, POST). */
export function signedForm(action: string, fields: Readonly<Record<string, string>>): string {
  const parameters = new Map(
    Object.entries({
      Action: action,
      Version: "2016-01-20",
      Format: "JSON",
      AccessKeyId: accessKey.id,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: randomUUID(),
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      ...fields,
    }),
  );
  parameters.set("Signature", signV1({ method: "POST", parameters }, secret).signature);
  return Array.from(parameters, ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join(
    "&",
  );
}
