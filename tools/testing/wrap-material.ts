import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from "node:crypto";

const oaep = (oaepHash: string) => ({ padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash });

/** How node:crypto wraps with an RSA key. */
const paddings = {
  RSAES_PKCS1_V1_5: { padding: constants.RSA_PKCS1_PADDING },
  RSAES_OAEP_SHA_1: oaep("sha1"),
  RSAES_OAEP_SHA_256: oaep("sha256"),
} as const;

/** Algorithms that node:crypto wraps key material with. */
export type NodeImportAlgorithm = keyof typeof paddings | "RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD";

/**
 * Wraps key material as a caller of ImportKeyMaterial does who has node:crypto.
 *
 * @param publicKey SubjectPublicKeyInfo, DER
 */
export function wrapMaterial(
  publicKey: Uint8Array,
  material: Uint8Array,
  algorithm: NodeImportAlgorithm,
): Uint8Array {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  if (algorithm !== "RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD") {
    return new Uint8Array(publicEncrypt({ key, ...paddings[algorithm] }, material));
  }
  const contentKey = randomBytes(32);
  const cipher = createCipheriv("aes-256-ecb", contentKey, null);
  const wrapped = publicEncrypt({ key, ...paddings.RSAES_OAEP_SHA_256 }, contentKey);
  return new Uint8Array(Buffer.concat([wrapped, cipher.update(material), cipher.final()]));
}
