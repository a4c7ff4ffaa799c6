import type { Operation } from "@keyferry/protocol";
import { noteAllowed, type AuditTrail } from "./audit-trail.ts";
import type { Targets } from "./targets.ts";

/** Notes the recipients in one of {@link Parts} that was asked about and may go on. */
export function notePartAllowed(trail: AuditTrail, targets: Targets): void {
  for (const { recipient } of Object.values(targets)) {
    if (recipient !== undefined && "asked" in recipient) noteAllowed(trail, recipient.asked);
  }
}

/**
 * Sees to it that whatever was exported part by part was asked about: the handler does that itself, and may forget.
 *
 * @throws Error for an export of which nothing is noted, or which nobody has allowed
 */
export function checkPartsAsked({ name, exports }: Operation, { exports: noted, allowed }: AuditTrail): void {
  if (exports !== true) return;
  if (noted === undefined) throw new Error(`${name} notes none of its exports`);
  for (const { recipient, refusal } of noted) {
    if (refusal !== undefined) continue;
    if (recipient === undefined || allowed?.has(recipient) !== true) {
      throw new Error(`${name} exports to somebody who was not asked about`);
    }
  }
}
