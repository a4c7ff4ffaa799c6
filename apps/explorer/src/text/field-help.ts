import type { FieldRow, Operation } from "@keyferry/protocol";
import { fields as fieldsEn } from "./en/fields.ts";
import { language } from "./text.ts";
import { fields as fieldsZh } from "./zh/fields.ts";

/** What a request field is for and what to type for it, in the language of the page: a sentence or two. */
export function helpOf(
  operation: Pick<Operation, "name">,
  field: Pick<FieldRow, "name" | "hint" | "preset" | "parts">,
): string {
  if (language.value === "zh") {
    const preset = field.preset === undefined ? "" : `默认 ${String(field.preset)}。`;
    return (saidOf(fieldsZh, operation, field) ?? field.name) + preset;
  }
  const meaning = saidOf(fieldsEn, operation, field) ?? field.name;
  // What to type is said by the registry, in English; of a list whose items have parts it says how one is written whole.
  return field.hint === undefined || field.parts !== undefined ? `${meaning}.` : `${meaning}: ${field.hint}.`;
}

function saidOf(
  texts: Readonly<Record<string, string>>,
  operation: Pick<Operation, "name">,
  { name }: Pick<FieldRow, "name">,
): string | undefined {
  return texts[`${operation.name}.${name}`] ?? texts[name];
}
