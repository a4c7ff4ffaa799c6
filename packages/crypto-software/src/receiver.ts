import { createHostReceiver } from "@keyferry/crypto";
import type { DataKeyReceiver } from "@keyferry/crypto";
import { decryptRsaOaep } from "./rsa-oaep.ts";
import { generateRsaKeyPair } from "./rsa-key-pair.ts";
import { generateEcKeyPair } from "./ec-key-pair.ts";
import { unwrapSm2Pke } from "./sm2.ts";

/**
 * The receiver that runs wherever JavaScript does: opens RSAES-OAEP with SHA-256 and SHA-1 and SM2PKE, and generates
 * key pairs for them (an RSA pair takes seconds).
 */
export function createSoftwareReceiver(): DataKeyReceiver {
  return createHostReceiver({
    name: "software",
    unwraps: {
      RSAES_OAEP_SHA_256: decryptRsaOaep("sha256"),
      RSAES_OAEP_SHA_1: decryptRsaOaep("sha1"),
      SM2PKE: unwrapSm2Pke,
    },
    keyPairs: { RSA_2048: () => generateRsaKeyPair(2048), EC_SM2: () => generateEcKeyPair("EC_SM2") },
  });
}
