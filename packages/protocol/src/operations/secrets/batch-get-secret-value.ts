import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { jsonText } from "../../codecs/json-text.ts";
import { hint } from "../../codecs/marks.ts";
import { allGateways, defineOperation } from "../../operation.ts";
import { secretKey } from "../../states.ts";
import { secretKeyPermissions, secretValue, secretVersionId, versionStage } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

const wanted = z.object(
  {
    SecretName: secretName,
    VersionId: z.optional(secretVersionId),
    VersionStage: z.optional(versionStage),
    FetchExtendedConfig: z.optional(z.boolean()),
  },
  "must be objects with a SecretName",
);

const form = 'a list of {"SecretName":"..."}';

/** BatchGetSecretValue: answers values of several secrets; what is wrong with one is no matter to the others. */
export const batchGetSecretValue = defineOperation({
  ...secretOperation,
  name: "BatchGetSecretValue",
  permissions: ["kms:GetSecretValue", secretKeyPermissions.open],
  summary: "Gets the values of several secrets",
  request: {
    /** At most 20. It is needed, though it is published as one that is not. */
    SecretsList: z.optional(
      hint(
        'JSON text, such as [{"SecretName":"orders"}]',
        jsonText(
          z
            .array(wanted, "must be a list")
            .check(z.minLength(1, "is empty"), z.maxLength(20, "has more than 20 secrets")),
          { max: 32_768, form },
        ),
      ),
    ),
  },
  answer: {
    SecretValues: z.array(z.object(secretValue)),
    Errors: z.array(
      z.object({ SecretName: z.string(), Code: z.string(), HttpStatus: z.number(), Message: z.string() }),
    ),
  },
  repeatable: true,
  gateways: allGateways,
  plane: "business",
  throttleGroup: "asymmetric",
  acrossAccounts: true,
  states: secretKey,
  errors: ["MissingParameter", "InvalidParameter", "Forbidden.ResourceNotFound", "Rejected.Unavailable"],
});
