import * as z from "zod/mini";
import { jsonText } from "../../codecs/json-text.ts";
import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";

const allowed = /^[A-Za-z0-9/\\_\-.+=:@]*$/;
const form = "may have letters, digits and / \\ _ - . + = : @ only";

const tag = z.object({
  TagKey: text({
    max: 128,
    pattern: /^(?!aliyun|acs:)[A-Za-z0-9/\\_\-.+=:@]+$/,
    form: `${form}, and not begin with aliyun or acs:`,
  }),
  TagValue: text({ max: 128, pattern: allowed, form }),
});

/** Tags of a new resource: at most 20, no key twice. */
export const tags = hint(
  'JSON text, such as [{"TagKey":"team","TagValue":"pay"}]',
  jsonText(
    z.array(tag, "must be a list of tags").check(
      z.maxLength(20, "has more than 20 tags"),
      z.refine(
        (list) => new Set(list.map(({ TagKey }) => TagKey)).size === list.length,
        "has a TagKey twice",
      ),
    ),
    { max: 8192, form: 'a list of {"TagKey":"...","TagValue":"..."}' },
  ),
);

/** Ids of resources: of keys. */
export const resourceIds = hint(
  "id of a key; may be repeated, up to 50 times",
  z
    .array(text({ max: 400 }), "must be a list of ids, ResourceId.1 and so on")
    .check(z.minLength(1, "is empty"), z.maxLength(50, "has more than 50 ids")),
);

/** Tags to find resources by; without a Value, any value will do. */
export const tagFilters = hint(
  'JSON text of one tag, such as {"Key":"team","Value":"pay"}; may be repeated, up to 20 times',
  z
    .array(
      z.object({ Key: text({ max: 128 }), Value: z.optional(text({ max: 128 })) }, "must be a list of tags"),
      "must be a list of tags, Tag.1.Key and so on",
    )
    .check(z.minLength(1, "is empty"), z.maxLength(20, "has more than 20 tags")),
);
