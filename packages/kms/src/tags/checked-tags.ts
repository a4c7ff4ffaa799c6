import { serviceError, tagForms } from "@keyferry/protocol";
import type { TagRecord } from "@keyferry/store";

/** A tag as the newer operations take it. */
interface WireTag {
  readonly Key: string;
  readonly Value?: string | undefined;
}

/**
 * The tags that resources are to be given; one without a value has an empty one.
 *
 * @throws ServiceError `Duplicate.TagKey`, `InvalidParameter.TagKey`, `InvalidParameter.TagValue`
 */
export function checkedTags(tags: readonly WireTag[]): readonly TagRecord[] {
  refuseDuplicates(tags);
  return tags.map(({ Key: key, Value: value = "" }, at) => {
    const place = `Tag.${String(at + 1)}`;
    if (!has(tagForms.key, key)) throw refusal("TagKey", `${place}.Key`, tagForms.key.form);
    if (!has(tagForms.value, value)) throw refusal("TagValue", `${place}.Value`, tagForms.value.form);
    return { key, value };
  });
}

/**
 * Lets tags pass whose keys are all different.
 *
 * @throws ServiceError `Duplicate.TagKey`
 */
export function refuseDuplicates(tags: readonly WireTag[]): void {
  if (new Set(tags.map(({ Key }) => Key)).size !== tags.length) throw serviceError("Duplicate.TagKey");
}

type Form = (typeof tagForms)["key" | "value"];

function has({ max, pattern }: Form, text: string): boolean {
  return text.length <= max && pattern.test(text);
}

function refusal(of: "TagKey" | "TagValue", parameter: string, form: string) {
  const reason = `${form}, and at most ${String(tagForms.key.max)} characters`;
  return serviceError(`InvalidParameter.${of}`, { parameter, reason });
}
