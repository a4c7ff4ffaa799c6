import { getCiphers, getHashes, randomFillSync } from "node:crypto";
import { secretBytes } from "@keyferry/bytes";
import { createHostBackend } from "@keyferry/crypto";
import type { CryptoBackend, Sealer } from "@keyferry/crypto";
import { aes256Ecb } from "./ecb.ts";
import { gcmCipher } from "./gcm.ts";
import { hmac } from "./hmac.ts";
import { rsaKeyPair } from "./rsa-key-pair.ts";
import { encryptRsaOaep } from "./rsa-oaep.ts";

/** What {@link createNodeBackend} is given. */
export interface NodeBackendOptions {
  /** Seals the key material that the store keeps: host backends with one sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys stay in memory; the default is that of `createHostBackend`. */
  readonly keyCacheSize?: number;
}

/**
 * The backend on node:crypto, so on OpenSSL: AES-GCM, SM4-GCM where this Node has it (26 and later), RSAES-OAEP
 * with SHA-256 and SHA-1, RSA key pairs with RSASSA-PSS and PKCS1-v1_5, HMAC over SHA-2, and over SM3 where OpenSSL has
 * it. It has no SM2PKE, since Node never had it, and no key pairs on elliptic curves, since Node signs no digest that it
 * did not make. Every method is synchronous, but for making RSA keys, which the thread pool does.
 */
export function createNodeBackend(options: NodeBackendOptions): CryptoBackend {
  return createHostBackend(
    {
      name: "node",
      ciphers: {
        AES_128_GCM: gcmCipher("aes-128-gcm"),
        AES_192_GCM: gcmCipher("aes-192-gcm"),
        AES_256_GCM: gcmCipher("aes-256-gcm"),
        ...(getCiphers().includes("sm4-gcm") && { SM4_GCM: gcmCipher("sm4-gcm") }),
      },
      wraps: {
        RSAES_OAEP_SHA_256: encryptRsaOaep("sha256"),
        RSAES_OAEP_SHA_1: encryptRsaOaep("sha1"),
      },
      keyPairs: { RSA_2048: rsaKeyPair(2048), RSA_3072: rsaKeyPair(3072), RSA_4096: rsaKeyPair(4096) },
      ecb: { AES_256_ECB: aes256Ecb },
      macs: {
        HMAC_SHA_224: hmac("sha224"),
        HMAC_SHA_256: hmac("sha256"),
        HMAC_SHA_384: hmac("sha384"),
        HMAC_SHA_512: hmac("sha512"),
        ...(getHashes().includes("sm3") && { HMAC_SM3: hmac("sm3") }),
      },
      randomBytes: (length) => randomFillSync(secretBytes(length)),
    },
    options,
  );
}
