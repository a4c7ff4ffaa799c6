import { keyName } from "../../fields/identifiers.ts";
import { integer } from "../../fields/scalars.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyNotPendingDeletion } from "../../states.ts";

/** ScheduleKeyDeletion: sets the day on which a key will be gone. */
export const scheduleKeyDeletion = defineOperation({
  name: "ScheduleKeyDeletion",
  summary: "Schedules the deletion of a key",
  request: { KeyId: keyName, PendingWindowInDays: integer({ min: 7, max: 366 }) },
  answer: {},
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: keyNotPendingDeletion,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias"],
});
