import { publicUtf8 } from "@keyferry/bytes";
import { findOperation, serviceError, type Operation } from "@keyferry/protocol";
import type { SignableRequest } from "@keyferry/signature";
import { maxParameters, maxRequestBytes, type GatewayRequest } from "./http-message.ts";
import { instanceApiRefusal, isOfInstanceApi } from "./instance-api.ts";
import { parameterInWords } from "./parameter-names.ts";

const ampersand = 0x26;
const plus = 0x2b;
const space = 0x20;

/** A request as read, before anything of it is believed. */
export interface Incoming {
  readonly signable: SignableRequest;
  /** Query and form, merged. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Where it says what it asks for: an ACS request in headers, a V1 request in parameters. */
  readonly style: "ACS" | "V1";
}

const empty: ReadonlyMap<string, string> = new Map();

/**
 * Reads a request.
 *
 * @throws ServiceError `UnsupportedHTTPMethod`, `RequestEntityTooLarge`, `InvalidAction.NotFound` (another path than `/`),
 *   `ParseRequestParameterException`
 */
export function readRequest(request: GatewayRequest): Incoming {
  const { method, target, headers, body } = request;
  if (method !== "GET" && method !== "POST") {
    throw serviceError("UnsupportedHTTPMethod", { reason: "use GET or POST" });
  }
  if (headLength(request) > maxRequestBytes || body.length > maxRequestBytes) {
    throw serviceError("RequestEntityTooLarge");
  }
  const [path, queryText] = splitTarget(target);
  if (path !== "/") throw serviceError("InvalidAction.NotFound", { reason: "the path must be /" });
  const query = decodeParameters(queryText);
  const formText = formTextOf(request);
  const form = formText === "" ? empty : decodeParameters(formText);
  const parameters = mergeParameters(query, form);
  return {
    signable: { method, path, query, parameters, headers, body },
    parameters,
    style: styleOf(headers),
  };
}

/**
 * Finds the operation that a request asks for.
 *
 * @throws ServiceError `MissingAction`, `MissingVersion`, `InvalidVersion`, `InvalidAction.NotFound`;
 *   `UnsupportedOperation` for a request of the KMS Instance API
 */
export function selectOperation(incoming: Incoming): Operation {
  const { action, version } = askedFor(incoming);
  if (action === undefined || action === "") {
    throw isOfInstanceApi(incoming.signable.headers) ? instanceApiRefusal() : serviceError("MissingAction");
  }
  if (version === undefined || version === "") throw serviceError("MissingVersion");
  const operation = findOperation(version, action);
  if (operation === "unknown version") {
    throw serviceError("InvalidVersion", {
      reason: "the API of KMS is of 2016-01-20, that of STS of 2015-04-01",
    });
  }
  if (operation === "unknown action") throw serviceError("InvalidAction.NotFound");
  if (operation === "left out") {
    const reason = `${action} is an operation that KMS had in earlier years: Keyferry leaves it out`;
    throw serviceError("InvalidAction.NotFound", { reason });
  }
  return operation;
}

/** What a request asks for, as it says. */
export function askedFor({ style, signable: { headers }, parameters }: Incoming): {
  readonly action: string | undefined;
  readonly version: string | undefined;
} {
  return style === "ACS"
    ? { action: headers.get("x-acs-action"), version: headers.get("x-acs-version") }
    : { action: parameters.get("Action"), version: parameters.get("Version") };
}

/** An `Authorization` of an ACS scheme makes an ACS request; `x-acs-*` headers alone do not, V1 clients send some too. */
export function styleOf(headers: ReadonlyMap<string, string>): Incoming["style"] {
  return headers.get("authorization")?.startsWith("ACS") === true ? "ACS" : "V1";
}

/**
 * The text of a form body, one character per byte: what is not ASCII is refused by whoever decodes it. Empty for any other
 * body, and for one that is too large.
 */
export function formTextOf({ headers, body }: Pick<GatewayRequest, "headers" | "body">): string {
  return isForm(headers) && body.length <= maxRequestBytes ? new TextDecoder("latin1").decode(body) : "";
}

function headLength({ target, headers }: GatewayRequest): number {
  let length = target.length;
  for (const [name, value] of headers) length += name.length + value.length;
  return length;
}

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf("?");
  return mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
}

function isForm(headers: ReadonlyMap<string, string>): boolean {
  const type = headers.get("content-type") ?? "";
  return type.split(";", 1)[0]?.trim().toLowerCase() === "application/x-www-form-urlencoded";
}

/**
 * Decodes `application/x-www-form-urlencoded` text, as queries and form bodies hold it: percent-encoded UTF-8, `+` for a
 * space. Strict, since a signature is calculated over what comes out.
 *
 * @throws ServiceError `ParseRequestParameterException`: broken or overlong encoding, a NUL, a name twice;
 *   `RequestEntityTooLarge`: more than {@link maxParameters}
 */
function decodeParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  if (/[^\x21-\x7e]/.test(text)) throw broken("has a character that must be percent-encoded");
  for (const part of partsOf(text.includes("+") ? withSpaces(text) : text)) {
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    add(parameters, name, equals < 0 ? "" : decode(part.slice(equals + 1)));
  }
  return parameters;
}

/**
 * All parameters of a request, wherever they were sent.
 *
 * @throws ServiceError `ParseRequestParameterException`: a name in both places; `RequestEntityTooLarge`: more than
 *   {@link maxParameters}
 */
function mergeParameters(
  query: ReadonlyMap<string, string>,
  form: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (form.size === 0) return query;
  if (query.size + form.size > maxParameters) throw tooMany();
  const merged = new Map(query);
  for (const [name, value] of form) add(merged, name, value);
  return merged;
}

/** What stands between ampersands, but for nothing at all. Counted before anything is decoded. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length; start++) {
    if (text.charCodeAt(start) === ampersand) continue;
    const found = text.indexOf("&", start);
    const end = found < 0 ? text.length : found;
    if (parts.push(text.slice(start, end)) > maxParameters) throw tooMany();
    start = end;
  }
  return parts;
}

function add(parameters: Map<string, string>, name: string, value: string): void {
  if (parameters.has(name)) throw broken(`has ${parameterInWords(name)} twice`);
  parameters.set(name, value);
}

/** ASCII text with a space for each `+`. Byte by byte: `replaceAll` is slow where there are many of them. */
function withSpaces(text: string): string {
  const bytes = publicUtf8(text);
  for (let index = 0; index < bytes.length; index++) if (bytes[index] === plus) bytes[index] = space;
  return new TextDecoder().decode(bytes);
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    const decoded = decodeURIComponent(text);
    if (!decoded.includes("\0")) return decoded;
  } catch {
    throw broken("has broken percent-encoding, or bytes that are not UTF-8");
  }
  throw broken("has a NUL character");
}

function tooMany() {
  const reason = `The request has more than ${String(maxParameters)} parameters, which is the most that are read`;
  return serviceError("RequestEntityTooLarge", { reason });
}

function broken(reason: string) {
  return serviceError("ParseRequestParameterException", { reason: `The request ${reason}` });
}
