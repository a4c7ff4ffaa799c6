import * as z from "zod/mini";
import { jsonText } from "./json-text.ts";
import { hint } from "./marks.ts";
import { text } from "./text.ts";

/**
 * The filters of a list, as JSON text: at most 10, each with at most 10 values. Any value of a key matches; all keys must.
 *
 * @param names what may be filtered by
 * @param sample one of them and a value, for people
 */
export function filters<const Name extends string>(
  names: readonly [Name, ...Name[]],
  sample: readonly [name: NoInfer<Name>, value: string],
) {
  const filter = z.object({
    Key: z.enum(names, `is not one of ${names.join(", ")}`),
    Values: z
      .array(text({ max: 512 }), "must be a list of texts")
      .check(z.minLength(1, "is empty"), z.maxLength(10, "has more than 10 values")),
  });
  const [name, value] = sample;
  return hint(
    `JSON text, such as ${JSON.stringify([{ Key: name, Values: [value] }])}`,
    jsonText(
      z.array(filter, "must be a list of filters").check(z.maxLength(10, "has more than 10 filters")),
      { max: 32_768, form: 'a list of {"Key":"...","Values":["..."]}' },
    ),
  );
}
