import { publicUtf8 } from "@keyferry/bytes";
import { serviceError, type ServiceError } from "@keyferry/protocol";
import type { GatewayResponse } from "./http-message.ts";

/**
 * Whether a request is one of the KMS Instance API (`dkms-gcs-0.2`), the older protocol of dedicated gateways: its clients
 * name the operation in a header of its own, and send protobuf.
 */
export function isOfInstanceApi(headers: ReadonlyMap<string, string>): boolean {
  return headers.has("x-kms-apiname");
}

/** The refusal of such a request. */
export function instanceApiRefusal(): ServiceError {
  return serviceError("UnsupportedOperation", {
    reason:
      "the request is one of the KMS Instance API (dkms-gcs-0.2, protobuf), the older protocol of KMS instances, which " +
      "Keyferry does not speak yet: call by an SDK of API 2016-01-20",
  });
}

/** Field numbers of its message `Error`; the status is a varint, the rest is text. */
const [statusField, codeField, messageField, requestIdField] = [1, 2, 3, 4] as const;
const lengthDelimited = 2;

/** Renders an error as clients of the KMS Instance API read it, so that their users see code and message. */
export function renderInstanceApiError(
  { status, code, message }: Pick<ServiceError, "status" | "code" | "message">,
  requestId: string,
): Pick<GatewayResponse, "body" | "encoding"> & { readonly contentType: string } {
  const bytes = [
    ...[statusField << 3, ...varint(status)],
    ...textField(codeField, code),
    ...textField(messageField, message),
    ...textField(requestIdField, requestId),
  ];
  const body = bytes.map((byte) => String.fromCharCode(byte)).join("");
  return { body, encoding: "latin1", contentType: "application/x-protobuf" };
}

function textField(field: number, text: string): readonly number[] {
  const bytes = publicUtf8(text);
  return [(field << 3) | lengthDelimited, ...varint(bytes.length), ...bytes];
}

/** Seven bits at a time, the lowest first (protobuf encoding, base 128 varints). */
function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
