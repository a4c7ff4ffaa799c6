import * as z from "zod/mini";
import { instanceId, keyName, newSecretName } from "../../codecs/identifiers.ts";
import { interval } from "../../codecs/interval.ts";
import { boolean, timestamp } from "../../codecs/scalars.ts";
import { oneOf } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { secretKey } from "../../states.ts";
import { resourcePolicy } from "../policies/fields.ts";
import { tags } from "../tags/fields.ts";
import {
  extendedConfig,
  secretData,
  secretDataType,
  secretDescription,
  secretKeyPermissions,
  secretTypes,
  secretVersionId,
} from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** CreateSecret: makes a secret and its first version. */
export const createSecret = defineOperation({
  ...secretOperation,
  name: "CreateSecret",
  permissions: ["kms:CreateSecret", secretKeyPermissions.seal],
  summary: "Makes a secret",
  request: {
    SecretName: newSecretName,
    VersionId: secretVersionId,
    SecretData: secretData,
    SecretDataType: z.optional(secretDataType),
    SecretType: z.optional(oneOf(secretTypes)),
    Description: z.optional(secretDescription),
    EncryptionKeyId: z.optional(keyName),
    DKMSInstanceId: z.optional(instanceId),
    ExtendedConfig: z.optional(extendedConfig),
    EnableAutomaticRotation: z.optional(boolean),
    RotationInterval: z.optional(interval),
    Policy: z.optional(resourcePolicy),
    Tags: z.optional(tags),
  },
  answer: {
    Arn: z.string(),
    SecretName: z.string(),
    SecretType: z.string(),
    VersionId: z.string(),
    DKMSInstanceId: z.optional(z.string()),
    ExtendedConfig: z.optional(z.string()),
    AutomaticRotation: z.optional(z.string()),
    RotationInterval: z.optional(z.string()),
    NextRotationDate: z.optional(timestamp),
  },
  repeatable: false,
  throttleGroup: "changes",
  states: secretKey,
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.ResourceNotFound",
    "Forbidden.DKMSInstanceNotFound",
    "Forbidden.DKMSInstanceStateInvalid",
    "Forbidden.KeyPolicyUnSupported",
    "Rejected.ResourceExist",
    "Rejected.ResourceInDeleteWindow",
    "Rejected.ResourceInUse",
    "Rejected.LimitExceeded",
  ],
});
