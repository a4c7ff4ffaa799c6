import { wipe } from "@keyferry/bytes";
import type { Step } from "../picture/who-sees.ts";
import type { Attempt } from "./attempts.ts";
import type { Exchange } from "./exchange.ts";

/** What a value is, by which the page names it. */
export type FactName =
  | "recipient"
  | "algorithm"
  | "publicKey"
  | "fingerprint"
  | "otherFingerprint"
  | "keyId"
  | "keySpec"
  | "keyState"
  | "protection"
  | "plaintext"
  | "ciphertextBlob"
  | "exportedDataKey"
  | "dataKey"
  | "sha256Opened"
  | "sha256Decrypted"
  | "deletionDate"
  | "deletionRefused";

/** A value that a step brought forth. A secret stays in bytes until somebody asks for it. */
export type Fact =
  | { readonly name: FactName; readonly value: string }
  | { readonly name: FactName; readonly secret: Uint8Array };

/** What a step of the journey brought forth. */
export interface Told {
  readonly step: Step;
  readonly facts: readonly Fact[];
  readonly exchanges: readonly Exchange[];
  /** What somebody tried who must not have the data key. */
  readonly attempts: readonly Attempt[];
}

/** The first secret of what was told; undefined where there is none. */
export function secretOf(told: Told | undefined): Uint8Array | undefined {
  for (const fact of told?.facts ?? []) if ("secret" in fact) return fact.secret;
  return undefined;
}

/** Wipes the secrets of what was told. */
export function forget(told: Iterable<Told>): void {
  for (const { facts } of told) for (const fact of facts) if ("secret" in fact) wipe(fact.secret);
}
