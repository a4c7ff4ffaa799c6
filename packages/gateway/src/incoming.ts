import { serviceError } from "@keyferry/protocol";
import type { SignableRequest } from "@keyferry/signature";
import { maxRequestBytes, type GatewayRequest } from "./http-message.ts";
import { decodeParameters, mergeParameters } from "./parameters.ts";

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
  return {
    signable: { method, path, query, form, headers, body },
    parameters: mergeParameters(query, form),
    style: styleOf(headers),
  };
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
