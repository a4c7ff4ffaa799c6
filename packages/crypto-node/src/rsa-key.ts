import type { KeyObject } from "node:crypto";

/** An RSA key pair as node:crypto has it. */
export interface NodeRsaKey {
  readonly privateKey: KeyObject;
  /** Computed from the private key. */
  readonly publicKey: KeyObject;
  /** Big-endian. */
  readonly modulus: Uint8Array;
}

/** The public side of {@link NodeRsaKey}, which is all that verifying needs. */
export type NodeRsaPublicKey = Pick<NodeRsaKey, "publicKey" | "modulus">;
