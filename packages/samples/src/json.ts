/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** More than anybody writes, and less than a language's own parser takes: Python's stops at 200. */
const deepest = 32;

/** A text of JSON, or what may be a number. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

/**
 * The value of JSON text, where code can say exactly it.
 *
 * @returns undefined for what is no JSON, is nested too deeply, or has a number that would become another one, or a text that
 * UTF-8 has no form of
 */
export function jsonIn(text: string): Json | undefined {
  const value = parsed(text);
  return value !== undefined && hasExactNumbers(text) && canBeWritten(value, deepest) ? value : undefined;
}

/** Whether a value is an object of JSON. */
export function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether each number is written as its value is: those beyond what a double holds are not. */
function hasExactNumbers(json: string): boolean {
  for (const [found] of json.matchAll(textOrNumber)) {
    if (found.startsWith('"')) continue;
    const value = Number(found);
    if (String(value) !== found || (Number.isInteger(value) && !Number.isSafeInteger(value))) return false;
  }
  return true;
}

function canBeWritten(value: Json, depth: number): boolean {
  if (typeof value === "string") return !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([name, inner]) => canBeWritten(name, depth) && canBeWritten(inner, depth - 1),
  );
}
