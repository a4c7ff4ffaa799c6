import type { RecipientKeySpec } from "@keyferry/algorithms";

/** A public key that must be refused. */
export interface BadRecipientKey {
  /** What is wrong with it; unique. */
  readonly name: string;
  /** The spec it is handed in as. */
  readonly spec: RecipientKeySpec;
  /** The bytes handed in as SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}
