import { errorCatalogue, type ErrorCode } from "./catalogue.ts";

/** What an error may say beyond its sentence. */
export interface ErrorDetail extends ErrorOptions {
  /** Name of the parameter at fault. */
  readonly parameter?: string;
  /** Half a sentence that says why, put behind the catalogue's own. Holds no secret. */
  readonly reason?: string;
  /** Put at the very end of the message, to the letter: clients compare a string to sign with their own. */
  readonly exactly?: string;
}

/**
 * An error as it travels: the service throws it, the client throws it again. `code` and `status` are API; the message
 * is for people.
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  /** The wire code: one of the catalogue when this service made it, any text when another did. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Id of the refused request; known once an answer carries it. */
  readonly requestId: string | undefined;

  constructor(
    answer: {
      readonly code: string;
      readonly status: number;
      readonly message: string;
      readonly requestId?: string;
    },
    options?: ErrorOptions,
  ) {
    super(answer.message, options);
    this.code = answer.code;
    this.status = answer.status;
    this.requestId = answer.requestId;
  }
}

/**
 * Makes the error of a catalogue row.
 *
 * @example
 *   serviceError("InvalidParameter", { parameter: "PublicKeyBlob", reason: "exponent 1 is too small" });
 *   // The specified parameter is not valid. PublicKeyBlob: exponent 1 is too small.
 */
export function serviceError(code: ErrorCode, detail: ErrorDetail = {}): ServiceError {
  const { status, message } = errorCatalogue[code];
  return new ServiceError({ code, status, message: sentence(message, detail) }, detail);
}

function sentence(message: string, { parameter, reason, exactly }: ErrorDetail): string {
  const parts = [message.replace("<name>", () => parameter ?? "")];
  if (reason !== undefined) {
    parts.push(
      `${parameter === undefined ? "" : `${parameter}: `}${reason}${reason.endsWith(".") ? "" : "."}`,
    );
  }
  if (exactly !== undefined) parts.push(exactly);
  return parts.join(" ");
}
