import { randomSecret } from "@keyferry/bytes";
import type { HostPrimitives } from "@keyferry/crypto";
import { sm3 } from "@keyferry/gm";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { aesGcm } from "./aes-gcm.ts";
import { aes256Ecb, sm4Ecb } from "./ecb.ts";
import { ecKeyPair } from "./ec-key-pair.ts";
import { ecdsa } from "./ecdsa.ts";
import { hmac } from "./hmac.ts";
import { rsaKeyPair } from "./rsa-key-pair.ts";
import { encryptRsaOaep } from "./rsa-oaep.ts";
import { sm2Dsa, sm2DsaOfMessages, sm2Pke, wrapSm2Pke } from "./sm2.ts";
import { sm4GcmCipher } from "./sm4-gcm.ts";

/** What JavaScript has of all that a host backend is made of: everything, but for padding of PKCS #1 v1.5. */
export const softwarePrimitives: HostPrimitives = {
  name: "software",
  ciphers: {
    AES_128_GCM: aesGcm(16),
    AES_192_GCM: aesGcm(24),
    AES_256_GCM: aesGcm(32),
    SM4_GCM: sm4GcmCipher,
  },
  wraps: {
    RSAES_OAEP_SHA_256: encryptRsaOaep("sha256"),
    RSAES_OAEP_SHA_1: encryptRsaOaep("sha1"),
    SM2PKE: wrapSm2Pke,
  },
  keyPairs: {
    RSA_2048: rsaKeyPair(2048),
    RSA_3072: rsaKeyPair(3072),
    RSA_4096: rsaKeyPair(4096),
    EC_P256: ecKeyPair("EC_P256", { signatures: { ECDSA_SHA_256: ecdsa("EC_P256") } }),
    EC_P256K: ecKeyPair("EC_P256K", { signatures: { ECDSA_SHA_256: ecdsa("EC_P256K") } }),
    EC_SM2: ecKeyPair("EC_SM2", {
      signatures: { SM2DSA: sm2Dsa },
      messageSignatures: { SM2DSA: sm2DsaOfMessages },
      encryptions: { SM2PKE: sm2Pke },
    }),
  },
  ecb: { AES_256_ECB: aes256Ecb, SM4_ECB: sm4Ecb },
  macs: {
    HMAC_SHA_224: hmac(sha224),
    HMAC_SHA_256: hmac(sha256),
    HMAC_SHA_384: hmac(sha384),
    HMAC_SHA_512: hmac(sha512),
    HMAC_SM3: hmac(sm3),
  },
  randomBytes: randomSecret,
};
