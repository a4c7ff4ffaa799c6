import type { SampleCall } from "./call.ts";

/** Items of a list: a text each, or its members by name. */
export type ListItem = string | Readonly<Record<string, string>>;

const place = /^([1-9][0-9]{0,2})(?:\.([A-Za-z0-9]+))?$/;

/**
 * The parameters that are the operation's own, in the order of its definition, as well-formed text. What it does not know is
 * left out: a name that nobody has checked does not get into code.
 */
export function parametersOf({ operation, parameters }: SampleCall): readonly (readonly [string, string])[] {
  const known: readonly KnownField[] = [
    ...operation.fields,
    ...(operation.dryRun ? [{ name: "DryRun", repeated: false }] : []),
  ];
  const sent = Object.entries(parameters).map(([name, text]) => [name, wellFormed(text)] as const);
  return known.flatMap((field) => sent.filter(([parameter]) => isOf(field, parameter)));
}

type KnownField = Pick<SampleCall["operation"]["fields"][number], "name" | "repeated" | "parts">;

/** Whether a parameter is a field, or a place in its list: one of the parts that the definition names, if any. */
function isOf({ name, repeated, parts = [] }: KnownField, parameter: string): boolean {
  if (!repeated) return parameter === name;
  if (!parameter.startsWith(`${name}.`)) return false;
  const [found, , part] = place.exec(parameter.slice(name.length + 1)) ?? [];
  return found !== undefined && (part === undefined || parts.some((known) => known.name === part));
}

/** The items of a repeated field among an operation's parameters, in their order. */
export function itemsOf(
  name: string,
  parameters: readonly (readonly [string, string])[],
): readonly ListItem[] {
  const items = new Map<number, ListItem>();
  for (const [parameter, text] of parameters) {
    if (!parameter.startsWith(`${name}.`)) continue;
    const [number = "", member] = parameter.slice(name.length + 1).split(".");
    const before = items.get(Number(number));
    const members = typeof before === "object" ? before : {};
    items.set(Number(number), member === undefined ? text : { ...members, [member]: text });
  }
  return [...items].sort(([one], [other]) => one - other).map(([, item]) => item);
}

/** UTF-8 has no lone surrogates: what would stand for one when it is sent stands for it here. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}
