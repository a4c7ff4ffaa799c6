import { keyName } from "../../codecs/identifiers.ts";
import { integer } from "../../codecs/scalars.ts";
import { hint } from "../../codecs/marks.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyNotPendingDeletion } from "../../states.ts";

/** ScheduleKeyDeletion: sets the day on which a key will be gone. */
export const scheduleKeyDeletion = defineOperation({
  name: "ScheduleKeyDeletion",
  summary: "Schedules the deletion of a key",
  request: { KeyId: keyName, PendingWindowInDays: hint("7 to 366", integer({ min: 7, max: 366 })) },
  answer: {},
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: keyNotPendingDeletion,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias", "Rejected.DeletionProtected"],
});
