import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { interval } from "../../codecs/interval.ts";
import { boolean } from "../../codecs/scalars.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { usableKey } from "../../states.ts";

/** UpdateRotationPolicy: has new versions of a key made by themselves, or ends that. */
export const updateRotationPolicy = defineOperation({
  name: "UpdateRotationPolicy",
  summary: "Switches the automatic rotation of a key on or off",
  request: {
    KeyId: keyName,
    EnableAutomaticRotation: boolean,
    /** Needed where the rotation is switched on; otherwise nobody asks how long it is. */
    RotationInterval: z.optional(interval),
  },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: usableKey,
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Unsupported.Alias",
    "Rejected.UnsupportedOperation",
    "Unsupported.ProtectionLevel",
    "Rejected.StateModifiedFailed",
  ],
});
