import * as z from "zod/mini";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { keyVersion } from "./fields.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** DescribeKeyVersion: tells what is known of a version of a key. */
export const describeKeyVersion = defineOperation({
  name: "DescribeKeyVersion",
  summary: "Describes a version of a key",
  request: { KeyId: keyName, KeyVersionId: keyVersionId },
  answer: { KeyVersion: z.object(keyVersion) },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  errors: [
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.KeyVersionNotFound",
  ],
});
