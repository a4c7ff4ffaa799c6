import { createHostBackend } from "@keyferry/crypto";
import type { CryptoBackend, OnBackendFault, Sealer } from "@keyferry/crypto";
import { platformSubtle } from "./platform-subtle.ts";
import { webCryptoPrimitives } from "./primitives.ts";

/** What {@link createWebCryptoBackend} is given. */
export interface WebCryptoBackendOptions {
  /** Seals the key material that the store keeps: host backends with one sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys stay in memory; the default is that of `createHostBackend`. */
  readonly keyCacheSize?: number;
  /** Told of what came out wrong, which is held back. */
  readonly onFault?: OnBackendFault;
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
  return createHostBackend(webCryptoPrimitives(subtle), options);
}
