import * as z from "zod/mini";
import { jsonText } from "../../codecs/json-text.ts";
import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";

const names = [
  "SecretName",
  "Description",
  "TagKey",
  "TagValue",
  "DKMSInstanceId",
  "SecretType",
  "Creator",
] as const;

const filter = z.object({
  Key: z.enum(names, `is not one of ${names.join(", ")}`),
  Values: z
    .array(text({ max: 512 }), "must be a list of texts")
    .check(z.minLength(1, "is empty"), z.maxLength(10, "has more than 10 values")),
});

/** Filters of ListSecrets: at most 10, each with at most 10 values. Any value of a key matches; all keys must. */
export const secretFilters = hint(
  'JSON text, such as [{"Key":"SecretName","Values":["orders/*"]}]',
  jsonText(z.array(filter, "must be a list of filters").check(z.maxLength(10, "has more than 10 filters")), {
    max: 32_768,
    form: 'a list of {"Key":"...","Values":["..."]}',
  }),
);
