import { CryptoError, keySpecs, rsaPublicKeyOf } from "@keyferry/crypto";
import type { HostEncryption, HostKeyPair, RecipientKeyPair, RsaKeySpec } from "@keyferry/crypto";
import type { OaepKeys, WebCryptoRsaKey } from "./rsa-key.ts";
import { rsaOaep, type RsaOaep } from "./rsa-oaep.ts";

/** 65537, big-endian. */
const publicExponent = Uint8Array.of(1, 0, 1);

/** Generates an RSA key pair with the exponent 65537. The caller wipes `privateKey`. */
export async function generateRsaKeyPair(subtle: SubtleCrypto, spec: RsaKeySpec): Promise<RecipientKeyPair> {
  const modulusLength = keySpecs[spec].modulusLength * 8;
  const algorithm = { name: "RSA-OAEP", modulusLength, publicExponent, hash: "SHA-256" };
  // Extractable, since the pair is to be exported; its keys are used for nothing else.
  const pair = await subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]);
  const publicKey = new Uint8Array(await subtle.exportKey("spki", pair.publicKey));
  return { privateKey: new Uint8Array(await subtle.exportKey("pkcs8", pair.privateKey)), publicKey };
}

const refuse = (why: string) => new CryptoError("unsupported", why);

async function importKeys(oaep: RsaOaep, pkcs8: Uint8Array, spki: Uint8Array): Promise<OaepKeys> {
  try {
    const importing = [oaep.importPrivateKey(pkcs8), oaep.importPublicKey(spki)] as const;
    const [privateKey, publicKey] = await Promise.all(importing);
    return { privateKey, publicKey };
  } catch {
    // The platform's words might quote the key.
    throw refuse("SubtleCrypto does not take this RSA key");
  }
}

function encryption(
  oaep: RsaOaep,
  keysOf: (key: WebCryptoRsaKey) => OaepKeys,
): HostEncryption<WebCryptoRsaKey> {
  return {
    encrypt: (key, plaintext) => oaep.encrypt(keysOf(key).publicKey, plaintext),
    decrypt: (key, ciphertext) => oaep.decrypt(keysOf(key).privateKey, ciphertext),
  };
}

/**
 * RSA key pairs that encrypt. They sign nothing: SubtleCrypto hashes what it signs, and has no way to sign a digest that
 * the caller made.
 */
export function rsaKeyPair(subtle: SubtleCrypto, spec: RsaKeySpec): HostKeyPair<WebCryptoRsaKey> {
  const sha256 = rsaOaep(subtle, "SHA-256");
  const sha1 = rsaOaep(subtle, "SHA-1");
  return {
    generate: async () => (await generateRsaKeyPair(subtle, spec)).privateKey,
    async importKey(pkcs8) {
      const spki = rsaPublicKeyOf(pkcs8, spec, refuse);
      const importing = [importKeys(sha256, pkcs8, spki), importKeys(sha1, pkcs8, spki)] as const;
      const [forSha256, forSha1] = await Promise.all(importing);
      return { spki, sha256: forSha256, sha1: forSha1 };
    },
    publicKey: async ({ spki }) => spki.slice(),
    signatures: {},
    encryptions: {
      RSAES_OAEP_SHA_256: encryption(sha256, (key) => key.sha256),
      RSAES_OAEP_SHA_1: encryption(sha1, (key) => key.sha1),
    },
  };
}
