import { findOperation, serviceError, type Operation } from "@keyferry/protocol";
import type { Incoming } from "./incoming.ts";

/**
 * Finds the operation that a request asks for.
 *
 * @throws ServiceError `MissingAction`, `MissingVersion`, `InvalidVersion`, `InvalidAction.NotFound`
 */
export function selectOperation({ style, signable, parameters }: Incoming): Operation {
  const { headers } = signable;
  const action = style === "ACS" ? headers.get("x-acs-action") : parameters.get("Action");
  const version = style === "ACS" ? headers.get("x-acs-version") : parameters.get("Version");
  if (action === undefined || action === "") throw serviceError("MissingAction");
  if (version === undefined || version === "") throw serviceError("MissingVersion");
  const operation = findOperation(version, action);
  if (operation === "unknown version") {
    throw serviceError("InvalidVersion", {
      reason: "the API of KMS is of 2016-01-20, that of STS of 2015-04-01",
    });
  }
  if (operation === "unknown action") throw serviceError("InvalidAction.NotFound");
  return operation;
}
