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

/** The same memory as a Buffer, for the functions of node:crypto that take no other kind of key. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
