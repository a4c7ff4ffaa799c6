import type { Pair } from "./recipe.ts";

/** Longer texts and more parts are not looked into. */
const maxText = 8192;
const maxParts = 100;

/** What was sent in parts, and the one JSON text that it may have been. */
export interface TextOfParts {
  readonly name: string;
  /** Names of the parts. */
  readonly parts: readonly string[];
  readonly kind: "map" | "list";
  readonly text: string;
}

/** Puts together what was sent in parts: `Name.key` as a map, `Name.1` as a list, `Name.1.Key` as a list of maps. */
export function textsOfParts(parameters: readonly Pair[]): readonly TextOfParts[] {
  const groups = new Map<string, Pair[]>();
  for (const [name, value] of parameters) {
    const dot = name.indexOf(".");
    if (dot <= 0) continue;
    const group = groups.get(name.slice(0, dot));
    const part: Pair = [name.slice(dot + 1), value];
    if (group === undefined) groups.set(name.slice(0, dot), [part]);
    else group.push(part);
  }
  return [...groups]
    .filter(([, group]) => group.length <= maxParts)
    .map(([name, group]) => {
      const kind = group.every(([part]) => /^\d+(?:\.|$)/.test(part)) ? "list" : "map";
      const text = JSON.stringify(kind === "map" ? Object.fromEntries(group) : listOf(group));
      return { name, parts: group.map(([part]) => `${name}.${part}`), kind, text };
    });
}

/** Takes apart the JSON maps of strings that were sent as one text. */
export function partsOfOneText(
  parameters: readonly Pair[],
): readonly { readonly name: string; readonly parts: readonly Pair[] }[] {
  return parameters.flatMap(([name, value]) => {
    const entries = value.startsWith("{") && value.length <= maxText ? entriesOf(value) : [];
    const parts = entries.map(([key, inner]): Pair => [`${name}.${key}`, inner]);
    return parts.length === 0 || parts.length > maxParts ? [] : [{ name, parts }];
  });
}

function listOf(group: readonly Pair[]): readonly unknown[] {
  const items = new Map<string, string | Map<string, string>>();
  for (const [part, value] of group) {
    const dot = part.indexOf(".");
    const index = dot < 0 ? part : part.slice(0, dot);
    const item = items.get(index);
    if (dot < 0) items.set(index, value);
    else if (typeof item === "object") item.set(part.slice(dot + 1), value);
    else items.set(index, new Map([[part.slice(dot + 1), value]]));
  }
  return Array.from(items.values(), (item) => (typeof item === "string" ? item : Object.fromEntries(item)));
}

function entriesOf(text: string): readonly Pair[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const entries = Object.entries(value);
  // An escape in JSON may stand for half a character, which has no form to sign.
  return entries.every((entry): entry is [string, string] => entry.every(isSignable)) ? entries : [];
}

function isSignable(text: unknown): boolean {
  return typeof text === "string" && !/\p{Surrogate}/u.test(text);
}
