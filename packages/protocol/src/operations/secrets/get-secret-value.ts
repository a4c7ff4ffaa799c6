import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { boolean } from "../../codecs/scalars.ts";
import { allGateways, defineOperation } from "../../operation.ts";
import { secretKey } from "../../states.ts";
import { secretKeyPermissions, secretValue, secretVersionId, versionStage } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** GetSecretValue: answers a value of a secret. */
export const getSecretValue = defineOperation({
  ...secretOperation,
  name: "GetSecretValue",
  permissions: ["kms:GetSecretValue", secretKeyPermissions.open],
  summary: "Gets the value of a secret",
  request: {
    SecretName: secretName,
    VersionId: z.optional(secretVersionId),
    VersionStage: z.optional(versionStage),
    FetchExtendedConfig: z.optional(boolean),
  },
  answer: secretValue,
  dryRun: true,
  repeatable: true,
  gateways: allGateways,
  plane: "business",
  throttleGroup: "secretReading",
  acrossAccounts: true,
  states: secretKey,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound", "Rejected.Unavailable"],
});
