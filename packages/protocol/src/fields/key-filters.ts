import * as z from "zod/mini";
import { boundedList } from "./bounded-list.ts";
import { jsonText } from "./json-text.ts";
import { text } from "./text.ts";

const names = [
  "KeyState",
  "KeySpec",
  "KeyUsage",
  "ProtectionLevel",
  "CreatorType",
  "DKMSInstanceId",
  "keyId",
  "AliasName",
  "Creator",
  "TagKey",
  "TagValue",
] as const;

const filter = z.object({
  Key: z.enum(names, `is not one of ${names.join(", ")}`),
  Values: boundedList(text({ max: 512 }), {
    min: 1,
    max: 10,
    form: "must be a list of texts",
    tooFew: "is empty",
    tooMany: "has more than 10 values",
  }),
});

/** Filters of ListKeys: at most 10, each with at most 10 values. Any value of a key matches; all keys must. */
export const keyFilters = jsonText(
  boundedList(filter, { max: 10, form: "must be a list of filters", tooMany: "has more than 10 filters" }),
  { max: 32_768, form: 'a list of {"Key":"...","Values":["..."]}' },
);
