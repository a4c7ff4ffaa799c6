import type { ErrorCode } from "@keyferry/protocol";

/** Why a request is refused before it is handed on. */
export interface RequestFault {
  readonly code: Extract<ErrorCode, "ParseRequestParameterException" | "RequestEntityTooLarge">;
  /** For the caller: what is wrong and what is allowed. */
  readonly reason?: string;
}
