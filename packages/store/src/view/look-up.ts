import type { StoreScope } from "../scope.ts";

/** Whose look-ups are kept together. */
export type KeptAggregate = "keys" | "instances" | "identities" | "secrets";

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
  | "role";

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
