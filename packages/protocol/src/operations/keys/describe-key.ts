import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { keyMetadata } from "./fields.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** DescribeKey: tells what is known of a key. */
export const describeKey = defineOperation({
  name: "DescribeKey",
  summary: "Describes a key",
  request: { KeyId: keyName },
  answer: {
    KeyMetadata: z.object({
      ...keyMetadata,
      DeletionProtection: z.string(),
      DeletionProtectionDescription: z.optional(z.string()),
    }),
  },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  acrossAccounts: true,
  states: keyInAnyState,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Forbidden.AliasNotFound"],
});
