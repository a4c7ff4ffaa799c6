import * as z from "zod/mini";
import { integer, timestamp } from "../../codecs/scalars.ts";
import { secret } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { stsOperation } from "./sts-operation.ts";

/** AssumeRole: gives temporary credentials of a role. */
export const assumeRole = defineOperation({
  ...stsOperation,
  name: "AssumeRole",
  summary: "Gives temporary credentials of a role",
  request: {
    RoleArn: text({
      max: 256,
      pattern: /^acs:ram::[0-9]{1,32}:role\/[A-Za-z0-9._-]{1,64}$/,
      form: "must be the ARN of a role, such as acs:ram::1000000000000000:role/reader",
    }),
    RoleSessionName: text({
      max: 64,
      pattern: /^[A-Za-z0-9.@_-]{2,64}$/,
      form: "must be 2 to 64 letters, digits, . @ _ or -",
    }),
    /** Default: 3,600, or what the role allows if that is less. */
    DurationSeconds: z.optional(integer({ min: 900, max: 43_200 })),
    /** A policy that narrows what the role may do. */
    Policy: z.optional(text({ max: 2048 })),
    ExternalId: z.optional(
      secret(text({ max: 1224, pattern: /^.{2,}$/s, form: "is shorter than 2 characters" })),
    ),
  },
  answer: {
    AssumedRoleUser: z.object({ Arn: z.string(), AssumedRoleId: z.string() }),
    Credentials: z.object({
      AccessKeyId: z.string(),
      AccessKeySecret: secret(z.string()),
      SecurityToken: secret(z.string()),
      Expiration: timestamp,
    }),
  },
  errors: ["InvalidParameter", "EntityNotExist.Role", "NoPermission"],
});
