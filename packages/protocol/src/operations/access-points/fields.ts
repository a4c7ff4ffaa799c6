import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { jsonText } from "../../codecs/json-text.ts";
import { hint, mayBeEmpty } from "../../codecs/marks.ts";
import { oneOf, text } from "../../codecs/text.ts";

/** What something new is for. */
export const accessDescription = hint("any text", text({ max: 8192 }));

/** What something is for, in place of what was said before: an empty text too, so that nothing is said any more. */
export const changedDescription = mayBeEmpty(hint("any text, or none", text({ max: 8192 })));

const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

/** IPv4 addresses and CIDR blocks; the bits behind a block's prefix may be any. */
export const privateSources = hint(
  'JSON text, such as ["10.10.10.0/24","192.168.17.13"]',
  jsonText(
    z
      .array(
        text({
          max: 18,
          pattern: new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?[0-9]))?$`),
          form: "must be an IPv4 address or a CIDR block",
        }),
        "must be a list of addresses and blocks",
      )
      .check(z.maxLength(800, "has more than 800 entries")),
    { max: 32_768, form: 'a list of "<address>" and "<address>/<bits>"' },
  ),
);

/** Names of policies, whether they are there or not. */
export const accessPolicies = hint(
  'JSON text, such as ["orders"]',
  jsonText(z.array(accessName, "must be a list of names").check(z.maxLength(3, "has more than 3 policies")), {
    max: 1024,
    form: "a list of names",
  }),
);

/** How applications prove who they are. */
export const authenticationMethod = oneOf(["ClientKey"]);
