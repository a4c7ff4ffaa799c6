import { serviceError, type ServiceError } from "@keyferry/protocol";

/** The refusal of a change to an alias that names another key by now than the one that access was asked about. */
export function movedMeanwhile(alias: string): ServiceError {
  const reason = `${alias} was moved to another key meanwhile: try again`;
  return serviceError("Rejected.StateModifiedFailed", { reason });
}
