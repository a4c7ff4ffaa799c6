import * as z from "zod/mini";
import { keyName, secretName } from "../../codecs/identifiers.ts";
import { jsonText } from "../../codecs/json-text.ts";
import { hint } from "../../codecs/marks.ts";
import { oneOf, text } from "../../codecs/text.ts";

/** How many tags a resource may have. */
export const maxTags = 20;

const allowed = "may have letters, digits and / \\ _ - . + = : @ only";
const length = 128;

/** What the key and the value of a tag may be: whole texts of at most 128 characters. */
export const tagForms = {
  key: {
    max: length,
    pattern: /^(?!aliyun|acs:)[A-Za-z0-9/\\_\-.+=:@]+$/,
    form: `${allowed}, and not begin with aliyun or acs:`,
  },
  value: { max: length, pattern: /^[A-Za-z0-9/\\_\-.+=:@]*$/, form: allowed },
} as const;

const tag = z.object({ TagKey: text(tagForms.key), TagValue: text(tagForms.value) });

/** Tags of a resource: at most 20, no key twice. */
export const tags = hint(
  'JSON text, such as [{"TagKey":"team","TagValue":"pay"}]',
  jsonText(
    z.array(tag, "must be a list of tags").check(
      z.maxLength(maxTags, `has more than ${String(maxTags)} tags`),
      z.refine(
        (list) => new Set(list.map(({ TagKey }) => TagKey)).size === list.length,
        "has a TagKey twice",
      ),
    ),
    { max: 8192, form: 'a list of {"TagKey":"...","TagValue":"..."}' },
  ),
);

/** Keys of tags that go. */
export const tagKeysText = hint(
  'JSON text, such as ["team"]',
  jsonText(
    z
      .array(text({ max: length }), "must be a list of texts")
      .check(z.minLength(1, "is empty"), z.maxLength(maxTags, `has more than ${String(maxTags)} keys`)),
    { max: 8192, form: 'a list of "..."' },
  ),
);

/** Keys of tags that go, one parameter each. */
export const tagKeys = hint(
  "key of a tag; may be repeated, up to 20 times",
  z
    .array(text({ max: length }), "must be a list of texts, TagKey.1 and so on")
    .check(z.minLength(1, "is empty"), z.maxLength(maxTags, `has more than ${String(maxTags)} keys`)),
);

/** What the newer operations find tags of. */
export const resourceType = oneOf(["key", "secret", "instance"]);

/** What the older operations find tags of: one of these. */
export const resourceNames = {
  KeyId: z.optional(keyName),
  SecretName: z.optional(secretName),
  /** There are no certificates. */
  CertificateId: z.optional(hint("not supported", text({ max: 400 }))),
};

/** Ids of resources: of keys and KMS instances; of secrets their names. */
export const resourceIds = hint(
  "id of a key or of an instance, or name of a secret; may be repeated, up to 50 times",
  z
    .array(text({ max: 400 }), "must be a list of ids, ResourceId.1 and so on")
    .check(z.minLength(1, "is empty"), z.maxLength(50, "has more than 50 ids")),
);

/** Texts longer than any tag's, which are refused by codes of their own. */
const anyTagText = text({ max: 1024 });

function repeatedTags<Value extends z.ZodMiniType>(value: Value) {
  return z
    .array(
      z.object({ Key: anyTagText, Value: value }, "must be a list of tags"),
      "must be a list of tags, Tag.1.Key and so on",
    )
    .check(z.minLength(1, "is empty"), z.maxLength(maxTags, `has more than ${String(maxTags)} tags`));
}

/** Tags to find resources by; without a Value, any value will do. */
export const tagFilters = hint(
  'JSON text of one tag, such as {"Key":"team","Value":"pay"}; may be repeated, up to 20 times',
  repeatedTags(z.optional(anyTagText)),
);

/** Tags for resources; without a Value, the value is empty. */
export const newTags = hint(
  'JSON text of one tag, such as {"Key":"team","Value":"pay"}; may be repeated, up to 20 times',
  repeatedTags(z.optional(anyTagText)),
);
