import { createHostBackend } from "@keyferry/crypto";
import type { CryptoBackend, OnBackendFault, Sealer } from "@keyferry/crypto";
import { softwarePrimitives } from "./primitives.ts";

/** What {@link createSoftwareBackend} is given. */
export interface SoftwareBackendOptions {
  /** Seals the key material that the store keeps: host backends with one sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys stay in memory; the default is that of `createHostBackend`. */
  readonly keyCacheSize?: number;
  /** Told of what came out wrong, which is held back. */
  readonly onFault?: OnBackendFault;
}

/**
 * The backend that runs wherever JavaScript does: AES-256-GCM, SM4-GCM, RSAES-OAEP with SHA-256 and SHA-1, SM2PKE, HMAC
 * over SHA-2 and SM3, and key pairs of every spec with every algorithm. Methods answer
 * synchronously, but for what meets the first RSA key: that loads node-forge. Making an RSA key takes seconds.
 */
export function createSoftwareBackend(options: SoftwareBackendOptions): CryptoBackend {
  return createHostBackend(softwarePrimitives, options);
}
