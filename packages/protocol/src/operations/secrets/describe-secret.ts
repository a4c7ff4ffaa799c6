import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { boolean, timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { secretInAnyState } from "../../states.ts";
import { rotationMembers, secretTags } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** DescribeSecret: tells what is known of a secret, but not its values. */
export const describeSecret = defineOperation({
  ...secretOperation,
  name: "DescribeSecret",
  summary: "Describes a secret",
  request: { SecretName: secretName, FetchTags: z.optional(boolean) },
  answer: {
    Arn: z.string(),
    SecretName: z.string(),
    SecretType: z.string(),
    Description: z.string(),
    /** Absent where the service has chosen the key. */
    EncryptionKeyId: z.optional(z.string()),
    DKMSInstanceId: z.optional(z.string()),
    CreateTime: timestamp,
    UpdateTime: timestamp,
    /** Absent where nobody has deleted it. */
    PlannedDeleteTime: z.optional(timestamp),
    ExtendedConfig: z.optional(z.string()),
    Tags: z.optional(secretTags),
    ...rotationMembers,
  },
  repeatable: true,
  throttleGroup: "secretReading",
  acrossAccounts: true,
  secretStates: secretInAnyState,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
