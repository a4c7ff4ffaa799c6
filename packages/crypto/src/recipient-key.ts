import type { RecipientKeySpec } from "./algorithms.ts";

declare const validated: unique symbol;

interface Validated {
  readonly [validated]: true;
  readonly spec: RecipientKeySpec;
  /** The SubjectPublicKeyInfo (RFC 5280) it was read from: strict DER. */
  readonly spki: Uint8Array;
}

/** A validated RSA public key. */
export interface RsaRecipientKey extends Validated {
  readonly spec: "RSA_2048";
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** A validated SM2 public key. */
export interface Sm2RecipientKey extends Validated {
  readonly spec: "EC_SM2";
  /** Uncompressed point: `04 || x || y`, 65 bytes, on the curve. */
  readonly point: Uint8Array;
}

/** A caller's public key that has passed every check: only `parseRecipientKey` makes one. */
export type RecipientKey = RsaRecipientKey | Sm2RecipientKey;
