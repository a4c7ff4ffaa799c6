import { serviceError, type Format } from "@keyferry/protocol";
import { styleOf } from "./incoming.ts";

/** The form of an answer when the request does not say: XML to a V1 request, JSON to any other. */
export function defaultFormat(headers: ReadonlyMap<string, string>): Format {
  return styleOf(headers) === "V1" ? "XML" : "JSON";
}

/**
 * The form that a request asks for, in any case of letters.
 *
 * @throws ServiceError `InvalidParameter`
 */
export function formatOf(parameters: ReadonlyMap<string, string>, otherwise: Format): Format {
  const text = parameters.get("Format") ?? "";
  if (text === "") return otherwise;
  const format = text.toUpperCase();
  if (format === "JSON" || format === "XML") return format;
  throw serviceError("InvalidParameter", { parameter: "Format", reason: "must be JSON or XML" });
}
