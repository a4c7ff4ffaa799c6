import { keySpecs, type RsaKeySpec } from "@keyferry/algorithms";
import { copyPublic, publicBytesOf } from "@keyferry/bytes";
import { rsaPublicKeyOf, unsupported } from "@keyferry/crypto";
import type { HostEncryption, HostKeyPair, HostSignature, RecipientKeyPair } from "@keyferry/crypto";
import type { KeyHalves } from "./key-halves.ts";
import { type MessageSigning, rsaPkcs1, rsaPss } from "./message-signing.ts";
import type { WebCryptoRsaKey } from "./rsa-key.ts";
import { rsaOaep, type RsaOaep } from "./rsa-oaep.ts";

/** 65537, big-endian. */
const publicExponent = publicBytesOf(1, 0, 1);

/** Generates an RSA key pair with the exponent 65537. The caller wipes `privateKey`. */
export async function generateRsaKeyPair(subtle: SubtleCrypto, spec: RsaKeySpec): Promise<RecipientKeyPair> {
  const modulusLength = keySpecs[spec].modulusLength * 8;
  const algorithm = { name: "RSA-OAEP", modulusLength, publicExponent, hash: "SHA-256" };
  // Extractable, since the pair is to be exported; its keys are used for nothing else.
  const pair = await subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]);
  const publicKey = new Uint8Array(await subtle.exportKey("spki", pair.publicKey));
  return { privateKey: new Uint8Array(await subtle.exportKey("pkcs8", pair.privateKey)), publicKey };
}

function encryption(
  oaep: RsaOaep,
  halvesOf: (key: WebCryptoRsaKey) => KeyHalves,
): HostEncryption<WebCryptoRsaKey> {
  return {
    encrypt: (key, plaintext) => oaep.encrypt(halvesOf(key).publicKey, plaintext),
    decrypt: (key, ciphertext) => oaep.decrypt(halvesOf(key).privateKey, ciphertext),
  };
}

function signature(
  signing: MessageSigning,
  halvesOf: (key: WebCryptoRsaKey) => KeyHalves,
): HostSignature<WebCryptoRsaKey> {
  return {
    sign: (key, message) => signing.sign(halvesOf(key).privateKey, message),
    verify: (key, message, given) => signing.verify(halvesOf(key).publicKey, message, given),
  };
}

/** RSA key pairs, which encrypt, and sign messages: SubtleCrypto has no way to sign a digest that the caller made. */
export function rsaKeyPair(subtle: SubtleCrypto, spec: RsaKeySpec): HostKeyPair<WebCryptoRsaKey> {
  const sha256 = rsaOaep(subtle, "SHA-256");
  const sha1 = rsaOaep(subtle, "SHA-1");
  const pss = rsaPss(subtle);
  const pkcs1 = rsaPkcs1(subtle);
  return {
    generate: async () => (await generateRsaKeyPair(subtle, spec)).privateKey,
    async importKey(pkcs8) {
      const spki = rsaPublicKeyOf(pkcs8, spec, unsupported);
      try {
        const [oaepSha256, oaepSha1, forPss, forPkcs1] = await Promise.all([
          sha256.importKeys(pkcs8, spki),
          sha1.importKeys(pkcs8, spki),
          pss.importKeys(pkcs8, spki),
          pkcs1.importKeys(pkcs8, spki),
        ]);
        return { spki, oaepSha256, oaepSha1, pss: forPss, pkcs1: forPkcs1 };
      } catch {
        // The platform's words might quote the key.
        throw unsupported("SubtleCrypto does not take this RSA key");
      }
    },
    publicKey: async ({ spki }) => copyPublic(spki),
    signatures: {},
    messageSignatures: {
      RSA_PSS_SHA_256: signature(pss, (key) => key.pss),
      RSA_PKCS1_SHA_256: signature(pkcs1, (key) => key.pkcs1),
    },
    encryptions: {
      RSAES_OAEP_SHA_256: encryption(sha256, (key) => key.oaepSha256),
      RSAES_OAEP_SHA_1: encryption(sha1, (key) => key.oaepSha1),
    },
  };
}
