import { findOperation, serviceError, type GatewayKind, type Operation } from "@keyferry/protocol";
import type { Product } from "./host.ts";
import { instanceApiRefusal, isOfInstanceApi } from "./instance-api.ts";
import type { Incoming } from "./read-request.ts";

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

/**
 * A Host that names a product has nothing of another.
 *
 * @throws ServiceError `InvalidVersion`
 */
export function checkProduct(product: Product | null, { api, name }: Operation): void {
  const own = api.slice(0, api.indexOf("/"));
  if (product === null || product === own) return;
  throw serviceError("InvalidVersion", {
    reason: `${name} is an operation of ${own}, and the Host is one of ${product}`,
  });
}

/** @throws ServiceError `UnsupportedHTTPMethod` */
export function checkMethod(method: string, { name, methods }: Operation): void {
  if (methods === undefined || methods.some((own) => own === method)) return;
  throw serviceError("UnsupportedHTTPMethod", { reason: `${name} takes ${methods.join(", ")}` });
}

/** @throws ServiceError `UnsupportedOperation` for an operation that is not offered on a gateway of this kind */
export function checkGateway(kind: GatewayKind, { name, gateways }: Operation): void {
  if (gateways.includes(kind)) return;
  throw serviceError("UnsupportedOperation", { reason: `${name} is not offered on the ${kind} gateway` });
}

/**
 * Whether a request is a dry run, read before anything else of it is parsed: a bad parameter is an outcome too.
 *
 * @throws ServiceError `InvalidParameter` for a value that is neither true nor false
 */
export function isDryRun({ dryRun }: Operation, parameters: ReadonlyMap<string, string>): boolean {
  const text = parameters.get("DryRun") ?? "";
  if (!dryRun || text === "" || text === "false") return false;
  if (text === "true") return true;
  throw serviceError("InvalidParameter", { parameter: "DryRun", reason: "must be true or false" });
}
