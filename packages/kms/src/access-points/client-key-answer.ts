import { derToPem } from "@keyferry/crypto";
import type { ClientKeyRecord } from "@keyferry/store";

const ascii = new TextDecoder();

/** What is told of a client key. */
export function clientKeyAnswer(key: ClientKeyRecord) {
  return {
    ClientKeyId: key.id,
    AapName: key.accessPoint,
    KeyAlgorithm: key.algorithm,
    KeyOrigin: "KMS_PROVIDED",
    PublicKeyData: ascii.decode(derToPem(key.certificate, "CERTIFICATE")),
    CreateTime: new Date(key.createdAt),
    NotBefore: new Date(key.notBefore),
    NotAfter: new Date(key.notAfter),
  };
}
