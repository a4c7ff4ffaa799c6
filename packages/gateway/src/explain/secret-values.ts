import type { Operation } from "@keyferry/protocol";
import { percentEncode } from "@keyferry/signature";
import { masked } from "./explanation.ts";
import type { Visible } from "./visibility.ts";

/** Shorter texts would be found everywhere by chance. */
const minLength = 4;

/**
 * Makes a function that takes known secrets out of any text: a second line behind the masking of what is understood. It
 * looks for the values of secret parameters as they are and as they are encoded, and for names that hold content.
 */
export function createScrubber(
  operation: Operation | undefined,
  parameters: ReadonlyMap<string, string>,
  headers: ReadonlyMap<string, string>,
  visible: Visible,
): (text: string) => string {
  const fields = operation?.fields ?? [];
  const secrets = [headers.get("x-acs-security-token") ?? "", parameters.get("SecurityToken") ?? ""];
  const names = new Map<string, string>();
  for (const [name, value] of parameters) {
    const [field = name] = name.split(".", 1);
    if (fields.some((row) => row.secret && row.name === field)) secrets.push(value);
    if (visible.parameter(name) === "prefix") names.set(name, `${field}.${masked}`);
  }
  const forms = secrets
    .filter((value) => value.length >= minLength)
    .flatMap((value) => [value, percentEncode(value), percentEncode(percentEncode(value))]);
  return (text) => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, masked);
    for (const [name, instead] of names) clean = clean.replaceAll(name, instead);
    return clean;
  };
}

/** Masks what a message quotes, unless it is a name that may be shown: messages quote names, and sometimes content. */
export function maskQuoted(message: string, visible: Visible): string {
  return message.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (quoted, inner: string) =>
    visible.parameter(inner) === "nothing" ? `"${masked}"` : quoted,
  );
}

/** Applies a function to every text in plain data. */
export function mapTexts<Data>(data: Data, map: (text: string) => string): Data {
  return mapped(data) as Data;

  function mapped(value: unknown): unknown {
    if (typeof value === "string") return map(value);
    if (Array.isArray(value)) return value.map(mapped);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner)]));
  }
}
