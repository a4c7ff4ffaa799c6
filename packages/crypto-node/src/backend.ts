import { createHostBackend } from "@keyferry/crypto";
import type { CryptoBackend, OnBackendFault, Sealer } from "@keyferry/crypto";
import { nodePrimitives } from "./primitives.ts";

/** What {@link createNodeBackend} is given. */
export interface NodeBackendOptions {
  /** Seals the key material that the store keeps: host backends with one sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys stay in memory; the default is that of `createHostBackend`. */
  readonly keyCacheSize?: number;
  /** Told of what came out wrong, which is held back. */
  readonly onFault?: OnBackendFault;
}

/**
 * The backend on node:crypto, so on OpenSSL: AES-GCM, SM4-GCM where this Node has it (26 and later), RSAES-OAEP
 * with SHA-256 and SHA-1, RSA key pairs with RSASSA-PSS and PKCS1-v1_5, HMAC over SHA-2, and over SM3 where OpenSSL has
 * it. It has no SM2PKE, since Node never had it, and no key pairs on elliptic curves, since Node signs no digest that it
 * did not make. Every method is synchronous, but for making RSA keys, which the thread pool does.
 */
export function createNodeBackend(options: NodeBackendOptions): CryptoBackend {
  return createHostBackend(nodePrimitives, options);
}
