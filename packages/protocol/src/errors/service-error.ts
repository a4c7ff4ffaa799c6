import { errorCatalogue, type ErrorCode } from "./catalogue.ts";

/** Why a caller was denied, member by member as it travels. */
export interface AccessDeniedDetail {
  /** The permission that was missing: `kms:ExportDataKey`. */
  readonly AuthAction: string;
  /** ARN of what it was asked on. */
  readonly AuthResource: string;
  readonly AuthPrincipalDisplayName: string;
  /** Account id of the caller. */
  readonly AuthPrincipalOwnerId: string;
  readonly AuthPrincipalType: "Account" | "SubUser" | "AssumedRoleUser";
  readonly NoPermissionType: "ImplicitDeny" | "ExplicitDeny";
  /** The kind of policy that denied, or that failed to allow; absent where none was asked. */
  readonly PolicyType?: string | undefined;
  /**
   * SHA-256 of the recipient's public key, lower-case hex; there where a policy has a condition on the recipient of an
   * export. The official service has no such member.
   */
  readonly AuthRecipientFingerprint?: string | undefined;
}

/** What an error may say beyond its sentence. */
export interface ErrorDetail extends ErrorOptions {
  /** Name of the parameter at fault. */
  readonly parameter?: string;
  /** Half a sentence that says why, put behind the catalogue's own. Holds no secret. */
  readonly reason?: string;
  /** Put at the very end of the message, to the letter: clients compare a string to sign with their own. */
  readonly exactly?: string;
  readonly accessDenied?: AccessDeniedDetail;
  /** Milliseconds after which a throttled call may be made again. */
  readonly retryAfter?: number;
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
  /** Of a denial, where the service said more. */
  readonly accessDenied: AccessDeniedDetail | undefined;
  /** Of a throttled call: milliseconds after which it may be made again. */
  readonly retryAfter: number | undefined;

  constructor(
    answer: {
      readonly code: string;
      readonly status: number;
      readonly message: string;
      readonly requestId?: string;
      readonly accessDenied?: AccessDeniedDetail | undefined;
      readonly retryAfter?: number | undefined;
    },
    options?: ErrorOptions,
  ) {
    super(answer.message, options);
    this.code = answer.code;
    this.status = answer.status;
    this.requestId = answer.requestId;
    this.accessDenied = answer.accessDenied;
    this.retryAfter = answer.retryAfter;
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
  const { accessDenied, retryAfter } = detail;
  return new ServiceError(
    { code, status, message: sentence(message, detail), accessDenied, retryAfter },
    detail,
  );
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
