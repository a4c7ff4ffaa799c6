import { findOperation, serviceError, type Operation } from "@keyferry/protocol";
import type { Incoming } from "./incoming.ts";
import { instanceApiRefusal, isOfInstanceApi } from "./instance-api.ts";

/**
 * Finds the operation that a request asks for.
 *
 * @throws ServiceError `MissingAction`, `MissingVersion`, `InvalidVersion`, `InvalidAction.NotFound`;
 *   `UnsupportedOperation` for a request of the KMS Instance API
 */
export function selectOperation(incoming: Incoming): Operation {
  const { action, version } = askedFor(incoming);
  if (action === undefined || action === "") {
    throw isOfInstanceApi(incoming.signable.headers) ? instanceApiRefusal() : serviceError("MissingAction");
  }
  if (version === undefined || version === "") throw serviceError("MissingVersion");
  const operation = findOperation(version, action);
  if (operation === "unknown version") {
    throw serviceError("InvalidVersion", {
      reason: "the API of KMS is of 2016-01-20, that of STS of 2015-04-01",
    });
  }
  if (operation === "unknown action") throw serviceError("InvalidAction.NotFound");
  if (operation === "not there yet") {
    const reason = `${action} is an operation of KMS that Keyferry does not have yet`;
    throw serviceError("InvalidAction.NotFound", { reason });
  }
  return operation;
}

/** What a request asks for, as it says. */
export function askedFor({ style, signable: { headers }, parameters }: Incoming): {
  readonly action: string | undefined;
  readonly version: string | undefined;
} {
  return style === "ACS"
    ? { action: headers.get("x-acs-action"), version: headers.get("x-acs-version") }
    : { action: parameters.get("Action"), version: parameters.get("Version") };
}
