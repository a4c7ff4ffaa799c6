import type { MaybePromise } from "@keyferry/bytes";
import type { BodyTarget } from "@keyferry/crypto";
import type { AuditTrail } from "./audit-trail.ts";
import type { VersionTarget } from "./targets.ts";

/**
 * Counts a message that is about to be encrypted, and answers the version that it is to be encrypted under: another one of the
 * same key, where that is rotated by itself and its version has as many as there may be. At once, but for the first message of
 * each block.
 *
 * @throws ServiceError `Rejected.LimitExceeded`
 */
export type CountMessage = (use: VersionTarget, trail: AuditTrail) => MaybePromise<VersionTarget>;

declare const isCounted: unique symbol;

/**
 * What one message is about to be encrypted under. Only `sealing` makes one, after it has asked the call's {@link CountMessage}:
 * nobody forgets to ask. That of a dry run, and that of a seed, counts nothing.
 */
export interface SealTarget extends BodyTarget {
  readonly [isCounted]: true;
}
