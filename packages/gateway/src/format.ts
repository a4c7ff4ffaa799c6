import { serviceError, type Format } from "@keyferry/protocol";
import type { GatewayRequest } from "./http-message.ts";
import { formTextOf, styleOf } from "./incoming.ts";

/** The form of an answer when the request does not say: XML to a V1 request, JSON to any other. */
export function defaultFormat(headers: ReadonlyMap<string, string>): Format {
  return styleOf(headers) === "V1" ? "XML" : "JSON";
}

/**
 * The form of an answer to a request that may turn out unreadable: what it plainly says, or else the default. A client
 * that asked for JSON does not understand an error in XML.
 */
export function presumedFormat(request: Pick<GatewayRequest, "target" | "headers" | "body">): Format {
  const query = request.target.slice(request.target.indexOf("?") + 1);
  for (const text of [query, formTextOf(request)]) {
    const [, stated = ""] = /(?:^|&)Format=([A-Za-z]{3,4})(?:&|$)/.exec(text) ?? [];
    const format = known(stated);
    if (format !== undefined) return format;
  }
  return defaultFormat(request.headers);
}

/**
 * The form that a request asks for, in any case of letters.
 *
 * @throws ServiceError `InvalidParameter`
 */
export function formatOf(parameters: ReadonlyMap<string, string>, otherwise: Format): Format {
  const text = parameters.get("Format") ?? "";
  if (text === "") return otherwise;
  const format = known(text);
  if (format !== undefined) return format;
  throw serviceError("InvalidParameter", { parameter: "Format", reason: "must be JSON or XML" });
}

function known(text: string): Format | undefined {
  const format = text.toUpperCase();
  return format === "JSON" || format === "XML" ? format : undefined;
}
