import * as z from "zod/mini";
import { invalidField } from "../errors/invalid-field.ts";
import { ServiceError } from "../errors/service-error.ts";
import { fieldTable, type FieldRow } from "../field-table.ts";
import type { Fields, FieldValues } from "../operation.ts";
import { givenValues } from "../wire/parse-request.ts";
import { mark } from "./marks.ts";

/**
 * An item of a list whose items are read each by itself: what is wrong with one is no matter to the others. In place of the
 * values of such a one there is the refusal that a request with these fields gets: `MissingParameter` or `InvalidParameter`.
 */
export function item<F extends Fields>(fields: F) {
  const values = z.object(fields);
  let rows: readonly FieldRow[] | undefined;
  const wire = z.record(z.string(), z.string(), "must be an item in parts");
  const codec = z.codec(wire, z.custom<FieldValues<F> | ServiceError>(), {
    decode(sent) {
      try {
        const given = givenValues((rows ??= fieldTable(fields)), new Map(Object.entries(sent)));
        const result = z.safeDecode(values, given as z.input<typeof values>);
        return result.success ? (result.data as FieldValues<F>) : invalidField(result.error.issues);
      } catch (refusal) {
        if (refusal instanceof ServiceError) return refusal;
        throw refusal;
      }
    },
    encode(value, context) {
      const result = z.safeEncode(values, value as z.output<typeof values>);
      if (result.success) return result.data as Record<string, string>;
      context.issues.push(...(result.error.issues as unknown as typeof context.issues));
      return z.NEVER;
    },
  });
  return mark({ parts: fields }, codec);
}
