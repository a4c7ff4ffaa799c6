import { getCurves } from "node:crypto";
import { createHostReceiver } from "@keyferry/crypto";
import type { DataKeyReceiver } from "@keyferry/crypto";
import { generateRsaKeyPair, generateSm2KeyPair } from "./key-pairs.ts";
import { decryptRsaOaep } from "./rsa-oaep.ts";

/**
 * The receiver on node:crypto: opens RSAES-OAEP with SHA-256 and SHA-1. It generates key pairs for SM2PKE too, where
 * its OpenSSL has the curve, but opens no SM2PKE, since Node never had it.
 */
export function createNodeReceiver(): DataKeyReceiver {
  return createHostReceiver({
    name: "node",
    unwraps: {
      RSAES_OAEP_SHA_256: decryptRsaOaep("sha256"),
      RSAES_OAEP_SHA_1: decryptRsaOaep("sha1"),
    },
    keyPairs: {
      RSA_2048: () => generateRsaKeyPair(2048),
      ...(getCurves().includes("SM2") && { EC_SM2: generateSm2KeyPair }),
    },
  });
}
