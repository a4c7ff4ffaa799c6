import type { ErrorCode } from "./errors/catalogue.ts";

/** State of a key. */
export type KeyState = "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport";

/** A row of the state table: per state of the key, the code that refuses the operation, or null. */
export type StateRow = Readonly<Record<KeyState, ErrorCode | null>>;

const open: StateRow = { Enabled: null, Disabled: null, PendingDeletion: null, PendingImport: null };

/** Cryptographic operations. */
export const usableKey = {
  ...open,
  Disabled: "Rejected.Disabled",
  PendingDeletion: "Rejected.PendingDeletion",
  PendingImport: "Rejected.PendingImport",
} as const satisfies StateRow;

/** Operations that only read, or that the key's state does not concern. */
export const keyInAnyState = open;

/** UpdateKeyDescription, UpdateAlias. */
export const changeableKey = {
  ...open,
  PendingDeletion: "Rejected.PendingDeletion",
} as const satisfies StateRow;

/** GetPublicKey: reading takes nothing from a disabled key. */
export const readableKeyPair = {
  ...open,
  PendingDeletion: "Rejected.PendingDeletion",
  PendingImport: "Rejected.PendingImport",
} as const satisfies StateRow;

/** EnableKey, DisableKey. */
export const switchableKey = {
  ...open,
  PendingDeletion: "Rejected.StateModifiedFailed",
  PendingImport: "Rejected.StateModifiedFailed",
} as const satisfies StateRow;

/** ScheduleKeyDeletion, CreateAlias. */
export const keyNotPendingDeletion = {
  ...open,
  PendingDeletion: "Rejected.StateModifiedFailed",
} as const satisfies StateRow;

/** CancelKeyDeletion. */
export const keyPendingDeletion = {
  Enabled: "Rejected.StateModifiedFailed",
  Disabled: "Rejected.StateModifiedFailed",
  PendingDeletion: null,
  PendingImport: "Rejected.StateModifiedFailed",
} as const satisfies StateRow;

/** Operations that seal or open values of secrets: without their key they are closed. */
export const secretKey = {
  ...open,
  Disabled: "Rejected.Unavailable",
  PendingDeletion: "Rejected.Unavailable",
  PendingImport: "Rejected.Unavailable",
} as const satisfies StateRow;

/** State of a secret: whether somebody has deleted it, so that it waits for its end. */
export type SecretState = "Active" | "Deleted";

/** A row of the state table of secrets: per state of the secret, the code that refuses the operation, or null. */
export type SecretStateRow = Readonly<Record<SecretState, ErrorCode | null>>;

/** Operations that use or change a secret. */
export const activeSecret = {
  Active: null,
  Deleted: "Rejected.ResourceInDeleteWindow",
} as const satisfies SecretStateRow;

/** RestoreSecret. */
export const deletedSecret = {
  Active: "Rejected.ResourceInUse",
  Deleted: null,
} as const satisfies SecretStateRow;

/** Operations that only read about a secret. */
export const secretInAnyState = { Active: null, Deleted: null } as const satisfies SecretStateRow;

/** The states in which a row lets an operation through. */
export function allowedStates(row: StateRow): readonly KeyState[] {
  return (Object.keys(row) as KeyState[]).filter((state) => row[state] === null);
}
