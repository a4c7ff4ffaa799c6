import { getCiphers, getHashes, randomFillSync } from "node:crypto";
import { secretBytes } from "@keyferry/bytes";
import type { HostPrimitives } from "@keyferry/crypto";
import { aes256Ecb } from "./ecb.ts";
import { gcmCipher } from "./gcm.ts";
import { hmac } from "./hmac.ts";
import { rsaKeyPair } from "./rsa-key-pair.ts";
import { encryptRsaOaep } from "./rsa-oaep.ts";

/** What OpenSSL has of all that a host backend is made of. */
export const nodePrimitives: HostPrimitives = {
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
};
