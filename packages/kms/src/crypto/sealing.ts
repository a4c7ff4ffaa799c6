import { andThen, type MaybePromise } from "@keyferry/bytes";
import type { EncryptionContext } from "@keyferry/crypto";
import type { SealTarget } from "../call/counted-message.ts";
import type { Call } from "../call/handler.ts";
import { noteUnused } from "../call/audit-trail.ts";
import type { VersionTarget } from "../call/targets.ts";
import { bodyTarget } from "./data-key.ts";

/** A message that counts: the version that it is for, as the crypto backends take it. */
export interface Sealing {
  /** The version that was asked for, or the one in its place; see `CountMessage`. */
  readonly use: VersionTarget;
  readonly target: SealTarget;
}

/**
 * Counts a message that is about to be encrypted under a key version, once for each.
 *
 * @throws ServiceError `UnsupportedOperation` unless the key is symmetric, `Rejected.LimitExceeded`
 */
export function sealing(
  use: VersionTarget,
  context: EncryptionContext | undefined,
  { countMessage, trail }: Pick<Call, "countMessage" | "trail">,
): MaybePromise<Sealing> {
  // Made first: it refuses other keys, whose messages nobody counts.
  const target = bodyTarget(use, context) as SealTarget;
  const counted = countMessage(use, trail);
  if (counted === use) return { use, target };
  return andThen(counted, (other) => ({
    use: other,
    target: other === use ? target : (bodyTarget(other, context) as SealTarget),
  }));
}

/**
 * The same for a call that uses no other key version: where the message is for another one than was named, the trail names that
 * one alone.
 */
export function soleSealing(
  named: VersionTarget,
  context: EncryptionContext | undefined,
  call: Pick<Call, "countMessage" | "trail">,
): MaybePromise<Sealing> {
  const sealed = sealing(named, context, call);
  if (!(sealed instanceof Promise) && sealed.use === named) return sealed;
  return andThen(sealed, (it) => {
    if (it.use !== named) noteUnused(call.trail, named.version);
    return it;
  });
}
