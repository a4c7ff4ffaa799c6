import { randomSecret } from "@keyferry/bytes";
import { createHostBackend } from "@keyferry/crypto";
import type { CryptoBackend, Sealer } from "@keyferry/crypto";
import { aesGcm } from "./aes-gcm.ts";
import { ecKeyPair } from "./ec-key-pair.ts";
import { hmac } from "./hmac.ts";
import { platformSubtle } from "./platform-subtle.ts";
import { rsaKeyPair } from "./rsa-key-pair.ts";
import { encryptRsaOaep } from "./rsa-oaep.ts";

/** What {@link createWebCryptoBackend} is given. */
export interface WebCryptoBackendOptions {
  /** Seals the key material that the store keeps: host backends with one sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys stay in memory; the default is that of `createHostBackend`. */
  readonly keyCacheSize?: number;
  /** The default is the platform's own, `globalThis.crypto.subtle`. */
  readonly subtle?: SubtleCrypto;
}

/**
 * The backend on SubtleCrypto (Web Cryptography), for browsers, workers, Deno and Node: AES-GCM with keys of 128 and 256 bits, RSAES-OAEP with
 * SHA-256 and SHA-1, HMAC over SHA-256 and longer, key pairs of RSA and on P-256. All cryptography is asynchronous, off
 * the caller's thread where the platform does so.
 *
 * It signs messages and no digests, since SubtleCrypto hashes for itself; it has no SM2, SM3, SM4 and secp256k1, and no AES-192, which Chromium lacks.
 * `combineBackends` with the software backend fills these gaps.
 *
 * @throws CryptoError `unavailable` where the platform has no SubtleCrypto and none is given
 */
export function createWebCryptoBackend(options: WebCryptoBackendOptions): CryptoBackend {
  const { subtle = platformSubtle() } = options;
  return createHostBackend(
    {
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
    },
    options,
  );
}
