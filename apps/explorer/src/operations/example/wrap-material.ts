import { randomSecret, wipe } from "@keyferry/bytes";

/** Length of what is imported into a key of Aliyun_AES_256, in bytes. */
const length = 32;

/**
 * Makes key material and wraps it (RSAES-OAEP with SHA-256, RFC 8017 7.1.1) for its import. Nothing of it is kept.
 *
 * @param publicKey DER of a SubjectPublicKeyInfo
 */
export async function wrapMaterial(publicKey: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const material = randomSecret(length);
  try {
    const algorithm = { name: "RSA-OAEP", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("spki", publicKey, algorithm, false, ["encrypt"]);
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, material));
  } finally {
    wipe(material);
  }
}
