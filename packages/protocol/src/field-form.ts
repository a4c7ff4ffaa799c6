import * as z from "zod/mini";
import { marksOf, type MarkedForm } from "./codecs/marks.ts";

/** How a field's values are written: what a form for people is made of. */
export type FieldForm =
  | Exclude<MarkedForm, { readonly kind: "json" }>
  /** One of a few words. */
  | { readonly kind: "choice"; readonly values: readonly string[] }
  /** JSON text of a list of texts. */
  | { readonly kind: "texts" }
  /** JSON text of a list of objects whose members are texts, by the names of those members. */
  | { readonly kind: "records"; readonly members: readonly string[] }
  /** Other JSON text; of a list of objects, by the names of their members. */
  | { readonly kind: "json"; readonly members?: readonly string[] }
  /** Text, of at most `max` Unicode code points; absent where the schema does not say it in one number. */
  | { readonly kind: "text"; readonly max?: number };

/** How a schema's values are written. */
export function formOf(schema: z.core.$ZodType): FieldForm {
  const { form } = marksOf(schema);
  if (form?.kind === "json") return formOfJson(form.schema);
  if (form !== undefined) return form;
  if (schema instanceof z.ZodMiniEnum) return { kind: "choice", values: schema.options.map(String) };
  const max = longest(schema);
  return max === undefined ? { kind: "text" } : { kind: "text", max };
}

function longest(schema: z.core.$ZodType): number | undefined {
  for (const { _zod } of schema._zod.def.checks ?? []) {
    const { check, maximum } = _zod.def as { readonly check: string; readonly maximum?: number };
    if (check === "max_length") return maximum;
  }
  return undefined;
}

function formOfJson(schema: z.core.$ZodType): FieldForm {
  const element = schema instanceof z.ZodMiniArray ? schema._zod.def.element : undefined;
  if (element instanceof z.ZodMiniString) return { kind: "texts" };
  if (!(element instanceof z.ZodMiniObject)) return { kind: "json" };
  const shape = Object.entries(element._zod.def.shape);
  const members = shape.map(([name]) => name);
  const ofTexts = shape.every(([, member]) => member instanceof z.ZodMiniString);
  return { kind: ofTexts ? "records" : "json", members };
}
