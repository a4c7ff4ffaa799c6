import { serviceError, type ErrorCode } from "@keyferry/protocol";
import type { HeldSecret, SecretChange, SecretRecord, ScopedWriters } from "@keyferry/store";
import { managedTypeOf, type ManagedType } from "./managed/managed-types.ts";

/**
 * Changes a secret that nobody has deleted, as it is when nobody else can change it any more.
 *
 * @param secret the one that the caller was allowed to change
 * @param decide what becomes of it, or the code of a refusal
 * @throws ServiceError the refusal; `Forbidden.ResourceNotFound`, `Rejected.ResourceInDeleteWindow`
 */
export async function changeSecret(
  write: Pick<ScopedWriters, "secrets">,
  secret: SecretRecord,
  decide: (held: HeldSecret) => SecretChange | "delete" | ErrorCode,
): Promise<void> {
  await decideOnSecret(write, secret, (held) =>
    held.secret.deleteAt === null ? decide(held) : "Rejected.ResourceInDeleteWindow",
  );
}

/**
 * Changes a secret, or deletes it, as {@link changeSecret} does, whether it waits for its deletion or not.
 *
 * @throws ServiceError the refusal; `Forbidden.ResourceNotFound`
 */
export async function decideOnSecret(
  write: Pick<ScopedWriters, "secrets">,
  secret: SecretRecord,
  decide: (held: HeldSecret) => SecretChange | "delete" | ErrorCode,
): Promise<void> {
  const outcome = await write.secrets.change<ErrorCode>(secret.name, (held) =>
    isSame(held.secret, secret) ? decide(held) : "Forbidden.ResourceNotFound",
  );
  if (outcome === "changed" || outcome === "deleted") return;
  throw serviceError(outcome === "no secret" ? "Forbidden.ResourceNotFound" : outcome);
}

/** A name that is free again may be another secret's by now, with another key and another policy. */
function isSame(one: SecretRecord, other: SecretRecord): boolean {
  return one.createdAt === other.createdAt && one.keyId === other.keyId && one.instance === other.instance;
}

/**
 * What is known of the type of a managed secret.
 *
 * @throws ServiceError `UnsupportedOperation` for a generic one
 */
export function managedType({ type }: SecretRecord): ManagedType {
  const known = managedTypeOf(type);
  if (known !== undefined) return known;
  throw serviceError("UnsupportedOperation", {
    reason: "nothing renews a generic secret: give it another value",
  });
}

/**
 * Refuses a managed secret what only generic ones can.
 *
 * @throws ServiceError `UnsupportedOperation`
 */
export function refuseManaged({ type }: SecretRecord, reason: string): void {
  if (type !== "Generic") {
    throw serviceError("UnsupportedOperation", { reason: `a secret of ${type}: ${reason}` });
  }
}
