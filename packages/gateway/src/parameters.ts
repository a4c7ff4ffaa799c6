import { serviceError } from "@keyferry/protocol";
import { parameterInWords } from "./parameter-names.ts";

/**
 * Decodes `application/x-www-form-urlencoded` text, as queries and form bodies hold it: percent-encoded UTF-8, `+` for a
 * space. Strict, since a signature is calculated over what comes out.
 *
 * @throws ServiceError `ParseRequestParameterException`: broken or overlong encoding, a NUL, a name twice
 */
export function decodeParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  if (/[^\x21-\x7e]/.test(text)) throw broken("has a character that must be percent-encoded");
  for (const part of text.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    add(parameters, name, equals < 0 ? "" : decode(part.slice(equals + 1)));
  }
  return parameters;
}

/**
 * All parameters of a request, wherever they were sent.
 *
 * @throws ServiceError `ParseRequestParameterException`: a name in both places
 */
export function mergeParameters(
  query: ReadonlyMap<string, string>,
  form: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (form.size === 0) return query;
  const merged = new Map(query);
  for (const [name, value] of form) add(merged, name, value);
  return merged;
}

function add(parameters: Map<string, string>, name: string, value: string): void {
  if (parameters.has(name)) throw broken(`has ${parameterInWords(name)} twice`);
  parameters.set(name, value);
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    const decoded = decodeURIComponent(spaced);
    if (!decoded.includes("\0")) return decoded;
  } catch {
    throw broken("has broken percent-encoding, or bytes that are not UTF-8");
  }
  throw broken("has a NUL character");
}

function broken(reason: string) {
  return serviceError("ParseRequestParameterException", { reason: `The request ${reason}` });
}
