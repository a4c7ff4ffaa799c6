import * as z from "zod/mini";
import { shown } from "./marks.ts";

/** Text of a bounded length, in Unicode code points. `form` says in words what `pattern` wants. */
export function text(limits: { readonly max: number; readonly pattern?: RegExp; readonly form?: string }) {
  const { max, pattern, form = "has characters that are not allowed" } = limits;
  const bounded = z.string().check(z.maxLength(max, `is longer than ${String(max)} characters`));
  return pattern === undefined ? bounded : bounded.check(z.regex(pattern, form));
}

/** One of the documented values, in the documented case. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return shown(z.enum(values, `is not one of ${values.join(", ")}`));
}
