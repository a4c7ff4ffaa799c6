import type { MaterialChange } from "../keys/contract.ts";
import type { KeyRecord, KeyState } from "../keys/records.ts";
import type { StoreScope } from "../scope.ts";

/** Whose look-ups are kept together. */
export type KeptAggregate = "keys" | "instances" | "identities" | "recipients" | "secrets";

/** A look-up that a view answers once. */
export interface LookUpQuestion<T> {
  readonly aggregate: KeptAggregate;
  /** No other question has it. */
  readonly name: string;
  /** What the answer hangs on, by {@link nameOf}: when one of these changes, it is another. */
  ownersOf(found: T): readonly string[];
}

/** Answers a look-up: from what is known, or by `find`. */
export type LookUp = <T extends object>(
  question: LookUpQuestion<T>,
  find: () => Promise<T | undefined>,
) => Promise<T | undefined>;

/** What look-ups are called, and what they hang on. */
export type NamedKind =
  | "key"
  | "key of alias"
  | "key version"
  | "policies"
  | "policies of version"
  | "instance"
  | "instances"
  | "secret"
  | "secret version"
  | "access key"
  | "user"
  | "group"
  | "role"
  | "recipient"
  | "recipient of key";

/** A name of its own for every kind and texts. With their lengths, since texts of callers could be cut in another place. */
export function nameOf(kind: NamedKind, ...parts: readonly string[]): string {
  return parts.reduce((text, part) => `${text}\n${String(part.length)}:${part}`, kind);
}

/** The name of a key of a scope. */
export function keyName({ account, region }: StoreScope, id: string): string {
  return nameOf("key", account, region, id);
}

/** Whether a key or a secret is still there at `now`. */
export function isLiving({ deleteAt }: { readonly deleteAt: number | null }, now: number): boolean {
  return deleteAt === null || deleteAt > now;
}

/** Whether the material of a key has expired by a time, in milliseconds since the epoch. */
export function hasExpired(
  { materialExpiresAt }: Pick<KeyRecord, "materialExpiresAt">,
  now: number,
): boolean {
  return materialExpiresAt !== null && materialExpiresAt <= now;
}

/**
 * A key as it is at `now`: imported material that has expired is not there any more, whether it was taken away already or
 * not.
 *
 * @param now milliseconds since the epoch
 */
export function keyAt(key: KeyRecord, now: number): KeyRecord {
  if (!hasExpired(key, now)) return key;
  const { state } = key;
  return { ...key, materialExpiresAt: null, state: state === "PendingDeletion" ? state : "PendingImport" };
}

/** What a change of its material makes of the state that a key is in; undefined: it is refused. */
export function stateAfter(
  { states, whenExpired }: Pick<MaterialChange, "states" | "whenExpired">,
  key: Pick<KeyRecord, "state" | "materialExpiresAt">,
): KeyState | undefined {
  const isLate = whenExpired !== undefined && hasExpired(key, whenExpired.by);
  return (isLate ? whenExpired.states : states)[key.state];
}
