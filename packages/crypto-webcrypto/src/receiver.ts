import { createHostReceiver } from "@keyferry/crypto";
import type { DataKeyReceiver } from "@keyferry/crypto";
import { platformSubtle } from "./platform-subtle.ts";
import { generateRsaKeyPair } from "./rsa-key-pair.ts";
import { decryptRsaOaep } from "./rsa-oaep.ts";

/** What {@link createWebCryptoReceiver} may be given. */
export interface WebCryptoReceiverOptions {
  /** The default is the platform's own, `globalThis.crypto.subtle`. */
  readonly subtle?: SubtleCrypto;
}

/**
 * The receiver on SubtleCrypto: opens RSAES-OAEP with SHA-256 and SHA-1, and generates RSA key pairs for them. Every
 * method is asynchronous.
 *
 * @throws CryptoError `unavailable` where the platform has no SubtleCrypto and none is given
 */
export function createWebCryptoReceiver(options: WebCryptoReceiverOptions = {}): DataKeyReceiver {
  const { subtle = platformSubtle() } = options;
  return createHostReceiver({
    name: "webcrypto",
    unwraps: {
      RSAES_OAEP_SHA_256: decryptRsaOaep(subtle, "SHA-256"),
      RSAES_OAEP_SHA_1: decryptRsaOaep(subtle, "SHA-1"),
    },
    keyPairs: { RSA_2048: () => generateRsaKeyPair(subtle, "RSA_2048") },
  });
}
