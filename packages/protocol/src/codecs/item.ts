import * as z from "zod/mini";
import { invalidField } from "../errors/invalid-field.ts";
import { serviceError, type ServiceError } from "../errors/service-error.ts";
import type { Fields, FieldValues } from "../operation.ts";
import { mark } from "./marks.ts";

/**
 * An item of a list whose items are read each by itself: what is wrong with one is no matter to the others. In place of the
 * values of such a one there is the refusal that a request with these fields gets: `MissingParameter` or `InvalidParameter`.
 */
export function item<F extends Fields>(fields: F) {
  const values = z.object(fields);
  const names = Object.keys(fields);
  const required = names.filter((name) => fields[name]?._zod.optin !== "optional");
  const wire = z.record(z.string(), z.string(), "must be an item in parts");
  const codec = z.codec(wire, z.custom<FieldValues<F> | ServiceError>(), {
    decode(sent) {
      // An empty value counts as absent, as it does in a request.
      const given: Record<string, string> = {};
      for (const name of names) {
        const value = sent[name] ?? "";
        if (value !== "") given[name] = value;
        else if (required.includes(name)) return serviceError("MissingParameter", { parameter: name });
      }
      const result = z.safeDecode(values, given as z.input<typeof values>);
      return result.success ? (result.data as FieldValues<F>) : invalidField(result.error.issues);
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
