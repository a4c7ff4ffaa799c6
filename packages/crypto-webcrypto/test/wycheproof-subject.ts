import { keySpecs } from "@keyferry/algorithms";
import { derSignature, undecryptable } from "@keyferry/crypto";
import type { WycheproofSubject } from "@keyferry/crypto/conformance";
import { aesGcm } from "../src/aes-gcm.ts";
import { hmac } from "../src/hmac.ts";
import { ecdsaP256, rsaPkcs1, rsaPss } from "../src/message-signing.ts";
import { rsaKeyPair } from "../src/rsa-key-pair.ts";

const { subtle } = globalThis.crypto;

const signings = {
  RSA_PSS_SHA_256: rsaPss(subtle),
  RSA_PKCS1_SHA_256: rsaPkcs1(subtle),
  ECDSA_SHA_256: ecdsaP256(subtle),
} as const;

/** This package's primitives. */
export const subject: WycheproofSubject = {
  aesGcm: { 128: aesGcm(subtle), 256: aesGcm(subtle) },
  macs: {
    HMAC_SHA_256: hmac(subtle, "SHA-256"),
    HMAC_SHA_384: hmac(subtle, "SHA-384"),
    HMAC_SHA_512: hmac(subtle, "SHA-512"),
  },
  async decryptOaep({ spec, pkcs8 }, algorithm, ciphertext) {
    // The length is the host backend's to check.
    if (ciphertext.length !== keySpecs[spec].modulusLength) throw undecryptable();
    const keyPair = rsaKeyPair(subtle, spec);
    const scheme = keyPair.encryptions[algorithm];
    if (scheme === undefined) throw new Error(`${algorithm} is missing`);
    return scheme.decrypt(await keyPair.importKey(pkcs8), ciphertext);
  },
  async verify({ spec, spki }, algorithm, message, signature) {
    if (algorithm === "SM2DSA" || spec === "EC_P256K") return undefined;
    const signing = signings[algorithm];
    const publicKey = await signing.importPublicKey(spki);
    if (algorithm !== "ECDSA_SHA_256") return signing.verify(publicKey, message, signature);
    const scheme = derSignature<CryptoKey>({
      sign: (key, data) => signing.sign(key, data),
      verify: (key, data, numbers) => signing.verify(key, data, numbers),
    });
    return scheme.verify(publicKey, message, signature);
  },
};
