import { encodeBase64 } from "@keyferry/bytes";
import type { ClientKeyRecord } from "@keyferry/store";

/** What is told of a client key. */
export function clientKeyAnswer(key: ClientKeyRecord) {
  return {
    ClientKeyId: key.id,
    AapName: key.accessPoint,
    KeyAlgorithm: key.algorithm,
    KeyOrigin: "KMS_PROVIDED",
    PublicKeyData: certificatePem(key.certificate),
    CreateTime: new Date(key.createdAt),
    NotBefore: new Date(key.notBefore),
    NotAfter: new Date(key.notAfter),
  };
}

/** A certificate as text (RFC 7468 5.1), in lines of 64 characters. */
function certificatePem(der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
