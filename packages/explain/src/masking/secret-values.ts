import type { Operation } from "@keyferry/protocol";
import { percentEncode } from "@keyferry/signature";
import { masked } from "../explanation.ts";
import type { Visible } from "./visibility.ts";

/** Shorter secrets would be found everywhere by chance; longer ones fit into no text of an explanation. */
const minLength = 4;
const maxLength = 16_384;
/** So much is looked for in any text; where there is more, it is looked for in short ones, and others are masked whole. */
const maxForms = 600;
const shortText = 512;

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
  const secretFields = new Set(
    (operation?.fields ?? []).filter(({ secret }) => secret).map(({ name }) => name),
  );
  /** What is looked for, and what stands in its place then. */
  const forms = new Map<string, string>();
  const take = (value: string) => {
    if (value.length < minLength || value.length > maxLength) return;
    const encoded = percentEncode(value);
    for (const form of [value, encoded, percentEncode(encoded)]) forms.set(form, masked);
  };
  for (const value of [headers.get("x-acs-security-token"), parameters.get("SecurityToken")]) {
    take(value ?? "");
  }
  for (const [name, value] of parameters) {
    const [field = name] = name.split(".", 1);
    if (secretFields.has(field)) take(value);
    if (visible.parameter(name) === "prefix") forms.set(name, `${field}.${masked}`);
  }
  // The longest first: of a secret that begins like another the rest would be left.
  const longestFirst = [...forms].sort(([a], [b]) => b.length - a.length);
  return (text) => {
    if (forms.size > maxForms && text.length > shortText) return masked;
    let clean = text;
    for (const [form, instead] of longestFirst) clean = clean.replaceAll(form, instead);
    return clean;
  };
}

/**
 * Masks what a message quotes, unless it is a name that may be shown: messages quote names, and sometimes content. A quote
 * that does not end is masked up to the end.
 */
export function maskQuoted(message: string, visible: Visible): string {
  let masking = "";
  for (let start = 0; ;) {
    const open = message.indexOf('"', start);
    if (open < 0) return masking + message.slice(start);
    const close = endOfQuote(message, open);
    const inner = message.slice(open + 1, close);
    const shown = close < message.length && visible.parameter(inner) !== "nothing";
    masking += `${message.slice(start, open)}"${shown ? inner : masked}"`;
    start = close + 1;
  }
}

/** The place of the quotation mark that ends a quote, or the end of the text. */
function endOfQuote(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
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
