import { contentTypes, renderError, type Format, type ServiceError } from "@keyferry/protocol";
import { presumedFormat } from "./format.ts";
import { hostIdOf } from "./host.ts";
import type { GatewayRequest, GatewayResponse } from "./http-message.ts";
import { isOfInstanceApi, renderInstanceApiError } from "./instance-api.ts";

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
