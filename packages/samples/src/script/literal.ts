import { encodeBase64 } from "@keyferry/protocol";
import { quoteScript } from "../quoting.ts";

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The TypeScript for a value of a request as the SDK takes it: bytes, moments, numbers, texts, lists, objects.
 *
 * @param by the blanks in front of the line that it stands in
 */
export function literal(value: unknown, by = ""): string {
  if (value instanceof Uint8Array) return `Buffer.from(${quoteScript(encodeBase64(value))}, "base64")`;
  if (value instanceof Date) return `new Date(${quoteScript(value.toISOString())})`;
  if (typeof value === "string") return quoteScript(value);
  if (Array.isArray(value)) {
    return inLines(
      "[",
      value.map((item: unknown) => literal(item, `${by}  `)),
      "]",
      by,
    );
  }
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `${memberName(name)}: ${literal(inner, `${by}  `)}`);
  return inLines("{", members, "}", by);
}

/** A name that a bare literal would make a prototype of is computed. */
function memberName(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return plainName.test(name) ? name : quoteScript(name);
}

function inLines(open: string, parts: readonly string[], close: string, by: string): string {
  const short = `${open}${parts.join(", ")}${close}`;
  if (open === "[" && short.length <= 80 && !short.includes("\n")) return short;
  if (parts.length === 0) return open + close;
  return [open, ...parts.map((part) => `${by}  ${part},`), by + close].join("\n");
}
