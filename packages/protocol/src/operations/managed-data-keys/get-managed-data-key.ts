import * as z from "zod/mini";
import { base64 } from "../../codecs/base64.ts";
import { overriddenBy, secret } from "../../codecs/marks.ts";
import { boolean } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { secretKey } from "../../states.ts";
import { secretKeyPermissions } from "../secrets/fields.ts";
import { secretOperation } from "../secrets/secret-operation.ts";
import { dataKeyName, dataKeyVersionId } from "./fields.ts";

/** GetManagedDataKey: answers a version of a managed data key in the clear. */
export const getManagedDataKey = defineOperation({
  ...secretOperation,
  name: "GetManagedDataKey",
  permissions: ["kms:GetManagedDataKey", secretKeyPermissions.open],
  summary: "Gets a managed data key",
  request: {
    DataKeyName: dataKeyName,
    DataKeyVersionId: z.optional(dataKeyVersionId),
    /** Whether it is the newest version; otherwise the first. */
    UseLatest: overriddenBy("DataKeyVersionId", z.optional(boolean)),
  },
  answer: {
    DataKeyName: z.string(),
    DataKeyVersionId: z.string(),
    DataKeyVersionName: z.string(),
    Plaintext: secret(base64({ max: 1024 })),
  },
  repeatable: true,
  throttleGroup: "secretReading",
  states: secretKey,
  errors: ["MissingParameter", "InvalidParameter", "Forbidden.ResourceNotFound", "Rejected.Unavailable"],
});
