import { generateKeyPairSync, sign } from "node:crypto";
import { generateSm2PrivateKey, signSm2, sm2MessageDigest, sm2PublicKeyOf } from "@keyferry/gm";
import { receiptKeyOf, type ExportStatement, type ReceiptSigner } from "@keyferry/receipt";

/** A new key of Ed25519, by OpenSSL. */
export function newEd25519Signer(): ReceiptSigner {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return {
    key: receiptKeyOf("Ed25519", new Uint8Array(Buffer.from(x, "base64url"))),
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

/** A new key of SM2. */
export function newSm2Signer(): ReceiptSigner {
  const scalar = generateSm2PrivateKey();
  const point = sm2PublicKeyOf(scalar);
  return {
    key: receiptKeyOf("EC_SM2", point),
    sign: (bytes) => signSm2(scalar, sm2MessageDigest(point, bytes)),
  };
}

/** One signer of each spec. */
export const signers = [
  ["Ed25519", newEd25519Signer()],
  ["EC_SM2", newSm2Signer()],
] as const;

/** A statement like those of a server. */
export const statement: ExportStatement = {
  receiptVersion: 1,
  operation: "ExportDataKey",
  requestId: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11",
  time: "2026-01-02T03:04:05.678Z",
  caller: {
    type: "assumed-role",
    accountId: "1000000000000000",
    principalId: "reader:会话",
    accessKeyId: "STS.NU1x",
  },
  account: "2000000000000000",
  region: "cn-hangzhou",
  keyId: "5c1a3d52-6a0d-4f0e-8a55-7d0c7e1b2a10",
  keyVersionId: "7e0b2f35-4f10-4c1b-9d3e-0a9c8b7d6e5f",
  contextHash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  recipientFingerprint: "a1".repeat(32),
  recipientSpec: "RSA_2048",
  algorithm: "RSAES_OAEP_SHA_256",
  exportedHash: "b2".repeat(32),
  auditRecordHash: "c3".repeat(32),
};
