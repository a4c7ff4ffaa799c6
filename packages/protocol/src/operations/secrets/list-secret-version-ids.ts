import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { list } from "../../codecs/list.ts";
import { longPaging, pagingAnswer } from "../../codecs/paging.ts";
import { boolean, timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { secretInAnyState } from "../../states.ts";
import { versionStagesAnswer } from "./fields.ts";
import { secretOperation } from "./secret-operation.ts";

/** ListSecretVersionIds: lists the versions of a secret, oldest first; those without a label only where asked. */
export const listSecretVersionIds = defineOperation({
  ...secretOperation,
  name: "ListSecretVersionIds",
  summary: "Lists the versions of a secret",
  request: { SecretName: secretName, IncludeDeprecated: z.optional(boolean), ...longPaging },
  answer: {
    SecretName: z.string(),
    VersionIds: list(
      "VersionId",
      z.object({ VersionId: z.string(), CreateTime: timestamp, VersionStages: versionStagesAnswer }),
    ),
    ...pagingAnswer,
  },
  repeatable: true,
  throttleGroup: "secretListing",
  acrossAccounts: true,
  secretStates: secretInAnyState,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
