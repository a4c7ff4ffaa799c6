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
