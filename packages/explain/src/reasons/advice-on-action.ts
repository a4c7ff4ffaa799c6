import { findOperation, type ErrorCode } from "@keyferry/protocol";
import type { Incoming } from "@keyferry/gateway";
import { isOfInstanceApi } from "@keyferry/gateway";
import { askedFor } from "@keyferry/gateway";

/** What to do where the operation that a request asks for is not wrong, only not there; undefined where it is not that. */
export function adviceOnAction(code: ErrorCode, incoming: Incoming): string | undefined {
  if (code === "UnsupportedOperation" && isOfInstanceApi(incoming.signable.headers)) {
    return (
      "Call by an SDK of API 2016-01-20, with an access key in place of the client key: the dedicated gateway has the same " +
      "cryptographic operations in it."
    );
  }
  const { action = "", version = "" } = askedFor(incoming);
  return code === "InvalidAction.NotFound" && findOperation(version, action) === "left out"
    ? "Nothing is wrong with the request. The table in docs/fidelity.md has the operations that there are."
    : undefined;
}
