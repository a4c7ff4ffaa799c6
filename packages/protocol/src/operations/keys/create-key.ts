import { keySpecs, keyUsages, namesOf } from "@keyferry/algorithms";
import * as z from "zod/mini";
import { instanceId } from "../../codecs/identifiers.ts";
import { interval } from "../../codecs/interval.ts";
import { keyDescription, keyMetadata } from "./fields.ts";
import { resourcePolicy } from "../policies/fields.ts";
import { overriddenBy } from "../../codecs/marks.ts";
import { boolean } from "../../codecs/scalars.ts";
import { tags } from "../tags/fields.ts";
import { oneOf } from "../../codecs/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** CreateKey: makes a key and its first version. */
export const createKey = defineOperation({
  name: "CreateKey",
  summary: "Makes a key",
  request: {
    KeySpec: z.optional(oneOf(namesOf(keySpecs))),
    KeyUsage: z.optional(oneOf(keyUsages)),
    Origin: z.optional(oneOf(["Aliyun_KMS", "EXTERNAL"])),
    /** An instance has its own. */
    ProtectionLevel: overriddenBy("DKMSInstanceId", z.optional(oneOf(["SOFTWARE", "HSM"]))),
    Description: z.optional(keyDescription),
    DKMSInstanceId: z.optional(instanceId),
    KeyStorageMechanism: z.optional(oneOf(["HsmInternal", "HsmEncryptedDatabase"])),
    EnableAutomaticRotation: z.optional(boolean),
    RotationInterval: z.optional(interval),
    Policy: z.optional(resourcePolicy),
    Tags: z.optional(tags),
  },
  answer: { KeyMetadata: z.object(keyMetadata) },
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "keyCreation",
  plane: "management",
  states: keyInAnyState,
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "UnsupportedOperation",
    "Rejected.UnsupportedOperation",
    "Forbidden.DKMSInstanceNotFound",
    "Forbidden.DKMSInstanceStateInvalid",
    "Forbidden.KeyPolicyUnSupported",
    "Unsupported.ProtectionLevel",
    "Rejected.LimitExceeded",
  ],
});
