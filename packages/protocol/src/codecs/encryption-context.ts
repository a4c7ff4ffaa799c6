import * as z from "zod/mini";
import { mark } from "./marks.ts";
import { loneSurrogate } from "./utf8.ts";

/** An encryption context: pairs in the order they arrived. Compared as a map, whatever the order. */
export type EncryptionContext = readonly (readonly [key: string, value: string])[];

const maxLength = 8192;
const space = /[ \t\n\r]*/y;
const plainLiteral = /^"[^"\\\0-\x1f]*"$/;
const literal = /"(?:[^"\\]|\\.)*"/sy;

/**
 * Reads the JSON text (RFC 8259) of an encryption context: an object of strings. A plain `JSON.parse` will not do: it
 * keeps the last of two equal keys, reorders keys that look like numbers and lets lone surrogates through.
 *
 * @throws Error with a message that says what is wrong
 */
export function parseEncryptionContext(text: string): EncryptionContext {
  if (text.length > maxLength) throw new Error(`is longer than ${String(maxLength)} characters`);
  const pairs = new Map<string, string>();
  let at = skip(0);
  take("{");
  if (text[at] !== "}") {
    do {
      at = skip(at);
      const key = takeString();
      take(":");
      const value = takeString();
      if (pairs.has(key)) throw new Error("has a key twice");
      pairs.set(key, value);
    } while (takeComma());
  }
  take("}");
  if (at !== text.length) throw new Error("has text behind its JSON object");
  return [...pairs];

  function skip(from: number): number {
    space.lastIndex = from;
    space.test(text);
    return space.lastIndex;
  }
  function take(character: string): void {
    if (text[at] !== character) throw new Error("must be a JSON object of strings");
    at = skip(at + 1);
  }
  function takeComma(): boolean {
    if (text[at] !== ",") return false;
    at = skip(at + 1);
    return true;
  }
  function takeString(): string {
    literal.lastIndex = at;
    const [match] = literal.exec(text) ?? [];
    if (match === undefined) throw new Error("must be a JSON object whose keys and values are strings");
    at = skip(at + match.length);
    const value = unescape(match);
    if (loneSurrogate.test(value)) throw new Error("has a lone surrogate");
    return value;
  }
}

function unescape(literalText: string): string {
  // Most have nothing to be undone, and a parser for each costs more than all the rest.
  if (plainLiteral.test(literalText)) return literalText.slice(1, -1);
  try {
    return JSON.parse(literalText) as string;
  } catch {
    throw new Error("has a string that is not JSON");
  }
}

/** The JSON text of an encryption context, its pairs in the order given. */
export function formatEncryptionContext(context: EncryptionContext): string {
  return `{${context.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`;
}

/** The encryption context as a request parameter: a list of pairs inside, JSON text of at most 8,192 characters outside. */
export const encryptionContext = mark(
  { secret: true, form: { kind: "pairs" }, hint: 'JSON text, such as {"tenant":"a"}' },
  z.codec(z.string(), z.custom<EncryptionContext>(Array.isArray), {
    decode(text, context) {
      try {
        return parseEncryptionContext(text);
      } catch (error) {
        context.issues.push({ code: "custom", input: text, message: (error as Error).message });
        return z.NEVER;
      }
    },
    encode: formatEncryptionContext,
  }),
);
