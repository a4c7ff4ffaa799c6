import type { FieldRow } from "@keyferry/protocol";
import type { operationForm } from "../../text/en/operation-form.ts";

type Words = (typeof operationForm)["limits"];

/** What a field's limits are, in a sentence; undefined where there are none to tell, or its help has told them. Of names nobody wants to know it. */
export function limitOf(
  { form, identifies }: FieldRow,
  help: string,
  { limits }: { readonly limits: Words },
): string | undefined {
  const numbers: readonly string[] = help.replaceAll(/(?<=\d),(?=\d{3})/g, "").match(/\d+/g) ?? [];
  if (identifies !== undefined) return undefined;
  if ("max" in form && numbers.includes(String(form.max))) return undefined;
  switch (form.kind) {
    case "number":
      return limits.number(form.min, form.max);
    case "bytes":
      return form.min === form.max ? limits.exactBytes(form.max) : limits.bytes(form.min, form.max);
    case "text":
      return form.max === undefined ? undefined : limits.text(form.max);
    default:
      return undefined;
  }
}
