import * as z from "zod/mini";
import { shown } from "./shown.ts";

/** Text of a bounded length, in UTF-16 units. `form` says in words what `pattern` wants. */
export function text(limits: { readonly max: number; readonly pattern?: RegExp; readonly form?: string }) {
  const { max, pattern, form = "has characters that are not allowed" } = limits;
  const bounded = z.string().check(z.maxLength(max, `is longer than ${String(max)} characters`));
  return pattern === undefined ? bounded : bounded.check(z.regex(pattern, form));
}

/** One of the documented values, in the documented case. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return shown(z.enum(values, `is not one of ${values.join(", ")}`));
}

/** A key by its id, its alias (`alias/...`) or its ARN. */
export const keyName = text({
  max: 300,
  pattern: /^[\x21-\x7e]+$/,
  form: "must be a key id, an alias or the ARN of a key",
});

/** Id of a key version. */
export const keyVersionId = text({
  max: 64,
  pattern: /^[A-Za-z0-9-]+$/,
  form: "must be the id of a key version",
});

/** Name of an alias, with its prefix. */
export const aliasName = text({
  max: 261,
  pattern: /^alias\/(?!acs)[A-Za-z0-9_/-]{1,255}$/,
  form: "must be alias/ and 1 to 255 letters, digits, _ / or -, and not begin with alias/acs",
});
