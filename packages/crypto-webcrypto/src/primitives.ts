import { randomSecret } from "@keyferry/bytes";
import type { HostPrimitives } from "@keyferry/crypto";
import { aesGcm } from "./aes-gcm.ts";
import { ecKeyPair } from "./ec-key-pair.ts";
import { hmac } from "./hmac.ts";
import { rsaKeyPair } from "./rsa-key-pair.ts";
import { encryptRsaOaep } from "./rsa-oaep.ts";

/** What SubtleCrypto has of all that a host backend is made of. */
export function webCryptoPrimitives(subtle: SubtleCrypto): HostPrimitives {
  return {
    name: "webcrypto",
    // Chromium has no AES-192, and nobody can ask before a key is made.
    ciphers: { AES_128_GCM: aesGcm(subtle), AES_256_GCM: aesGcm(subtle) },
    wraps: {
      RSAES_OAEP_SHA_256: encryptRsaOaep(subtle, "SHA-256"),
      RSAES_OAEP_SHA_1: encryptRsaOaep(subtle, "SHA-1"),
    },
    keyPairs: {
      RSA_2048: rsaKeyPair(subtle, "RSA_2048"),
      RSA_3072: rsaKeyPair(subtle, "RSA_3072"),
      RSA_4096: rsaKeyPair(subtle, "RSA_4096"),
      EC_P256: ecKeyPair(subtle),
    },
    macs: {
      HMAC_SHA_256: hmac(subtle, "SHA-256"),
      HMAC_SHA_384: hmac(subtle, "SHA-384"),
      HMAC_SHA_512: hmac(subtle, "SHA-512"),
    },
    randomBytes: randomSecret,
  };
}
