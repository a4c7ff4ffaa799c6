import { serviceError, type ErrorCode } from "@keyferry/protocol";
import type { HeldSecret, SecretChange, SecretRecord, ScopedWriters } from "@keyferry/store";

/**
 * Changes a secret that nobody has deleted, as it is when nobody else can change it any more.
 *
 * @param decide what becomes of it, or the code of a refusal
 * @throws ServiceError the refusal; `Forbidden.ResourceNotFound`, `Rejected.ResourceInDeleteWindow`
 */
export async function changeSecret(
  write: ScopedWriters,
  name: string,
  decide: (held: HeldSecret) => SecretChange | ErrorCode,
): Promise<void> {
  const outcome = await write.secrets.change<ErrorCode>(name, (held) =>
    held.secret.deleteAt === null ? decide(held) : "Rejected.ResourceInDeleteWindow",
  );
  if (outcome === "changed") return;
  throw serviceError(outcome === "no secret" ? "Forbidden.ResourceNotFound" : outcome);
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
