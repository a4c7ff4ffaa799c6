import { contentTypes, renderError, serviceError, type Format, type ServiceError } from "@keyferry/protocol";
import { hostIdOf } from "../request/host.ts";
import type { GatewayRequest, GatewayResponse } from "../request/http-message.ts";
import { isOfInstanceApi, renderInstanceApiError } from "../request/instance-api.ts";
import { formTextOf, styleOf } from "../request/read-request.ts";

/** An answer with the headers that every answer has. */
export function respond(status: number, body: string, format: Format, requestId: string): GatewayResponse {
  return { status, headers: headersOf(contentTypes[format], requestId), body };
}

/**
 * The answer to a request that is refused: in the form that it asks for, as far as it can be read.
 *
 * @param format undefined while it is not known
 */
export function respondToRefused(
  request: GatewayRequest,
  error: ServiceError,
  requestId: string,
  format: Format | undefined,
): GatewayResponse {
  const { retryAfter } = error;
  const response = isOfInstanceApi(request.headers)
    ? respondInProtobuf(error, requestId)
    : respondWithError(request, error, requestId, format ?? presumedFormat(request));
  return retryAfter === undefined ? response : withHeader(response, "x-acs-retry-after", String(retryAfter));
}

/** The answer that an error makes in a form. */
export function respondWithError(
  { headers }: Pick<GatewayRequest, "headers">,
  error: ServiceError,
  requestId: string,
  format: Format,
): GatewayResponse {
  const hostId = hostIdOf(headers.get("host") ?? "");
  return respond(error.status, renderError(error, { requestId, hostId }, format), format, requestId);
}

/** An answer with one more header. */
export function withHeader(response: GatewayResponse, name: string, value: string): GatewayResponse {
  return { ...response, headers: { ...response.headers, [name]: value } };
}

function respondInProtobuf(error: ServiceError, requestId: string): GatewayResponse {
  const { contentType, ...rendered } = renderInstanceApiError(error, requestId);
  return { status: error.status, headers: headersOf(contentType, requestId), ...rendered };
}

function headersOf(contentType: string, requestId: string): GatewayResponse["headers"] {
  return {
    "content-type": contentType,
    "x-acs-request-id": requestId,
    // Answers hold plaintext and ciphertext of keys: nothing on the way may keep them.
    "cache-control": "no-store",
  };
}

/** The form of an answer when the request does not say: XML to a V1 request, JSON to any other. */
export function defaultFormat(headers: ReadonlyMap<string, string>): Format {
  return styleOf(headers) === "V1" ? "XML" : "JSON";
}

/**
 * The form of an answer to a request that may turn out unreadable: what it plainly says, or else the default. A client
 * that asked for JSON does not understand an error in XML.
 */
function presumedFormat(request: Pick<GatewayRequest, "target" | "headers" | "body">): Format {
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
