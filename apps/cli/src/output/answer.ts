import { ServiceError } from "@keyferry/protocol";
import type { TransportResponse } from "@keyferry/transport";
import { CommandError } from "../command-error.ts";

/**
 * An answer of the service as JSON text for people: every member as it came, indented.
 *
 * @throws ServiceError the error that the service answered
 * @throws CommandError for what is no answer of a KMS
 */
export function readableAnswer({ status, body }: TransportResponse): string {
  const answer = parse(body);
  if (typeof answer !== "object" || answer === null) {
    throw new CommandError(`the answer (HTTP status ${String(status)}) is not one of a KMS.`);
  }
  const { Code: code, Message: message, RequestId: requestId } = answer as Record<string, unknown>;
  if (typeof code === "string") {
    throw new ServiceError({
      code,
      status,
      message: typeof message === "string" ? message : "",
      ...(typeof requestId === "string" && { requestId }),
    });
  }
  // JSON.stringify escapes what lies below U+0020 only; the rest could steer a terminal as well.
  return JSON.stringify(answer, undefined, 2).replaceAll(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
