import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation } from "../../operation.ts";
import { secretInAnyState } from "../../states.ts";
import { secretOperation } from "../secrets/secret-operation.ts";
import { dataKeyName } from "./fields.ts";

/** ListManagedDataKeyVersions: lists the versions of a managed data key, oldest first. */
export const listManagedDataKeyVersions = defineOperation({
  ...secretOperation,
  name: "ListManagedDataKeyVersions",
  summary: "Lists the versions of a managed data key",
  request: { DataKeyName: dataKeyName, ...paging },
  answer: {
    DataKeyName: z.string(),
    ManagedDataKeyVersions: list(
      "ManagedDataKeyVersion",
      z.object({ DataKeyVersionId: z.string(), DataKeyVersionName: z.string() }),
    ),
    ...pagingAnswer,
  },
  repeatable: true,
  throttleGroup: "secretListing",
  secretStates: secretInAnyState,
  errors: ["MissingParameter", "InvalidParameter", "Forbidden.ResourceNotFound"],
});
