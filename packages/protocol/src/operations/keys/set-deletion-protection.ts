import * as z from "zod/mini";
import { instanceId, keyName } from "../../codecs/identifiers.ts";
import { hint } from "../../codecs/marks.ts";
import { boolean } from "../../codecs/scalars.ts";
import { text } from "../../codecs/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { changeableKey } from "../../states.ts";

/** SetDeletionProtection: protects a key or a KMS instance from deletion, or ends that. */
export const setDeletionProtection = defineOperation({
  name: "SetDeletionProtection",
  summary: "Protects a key or a KMS instance from deletion",
  request: {
    EnableDeletionProtection: boolean,
    /** One of the first two names a key; both may, if they name the same. The third names an instance in place of a key. */
    KeyId: z.optional(keyName),
    ProtectedResourceArn: z.optional(keyName),
    KmsInstanceId: z.optional(instanceId),
    /** Not looked at where the protection ends. */
    DeletionProtectionDescription: z.optional(hint("any text", text({ max: 256 }))),
  },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  remedies: { "Rejected.DeletionProtected": "SetDeletionProtection ends that" },
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Forbidden.DKMSInstanceNotFound",
    "Unsupported.Alias",
    "Rejected.StateModifiedFailed",
  ],
});
