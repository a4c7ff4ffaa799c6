import * as z from "zod/mini";
import { oneOf } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { stsOperation } from "./sts-operation.ts";

/** GetCallerIdentity: says who signed the request. */
export const getCallerIdentity = defineOperation({
  ...stsOperation,
  name: "GetCallerIdentity",
  summary: "Says who the caller is",
  request: {},
  answer: {
    AccountId: z.string(),
    Arn: z.string(),
    IdentityType: oneOf(["Account", "RAMUser", "AssumedRoleUser"]),
    PrincipalId: z.string(),
    /** Of an account or a user. */
    UserId: z.optional(z.string()),
    /** Of an assumed role. */
    RoleId: z.optional(z.string()),
  },
  errors: [],
});
