import type { Principal } from "@keyferry/access";
import { serviceError } from "@keyferry/protocol";
import type { KeyStore } from "@keyferry/store";
import { authenticate, claimOf, type AuthenticationOptions } from "./authenticate.ts";
import { maxRequestBytes, type GatewayRequest } from "../request/http-message.ts";
import { styleOf } from "../request/read-request.ts";
import type { RequestFacts } from "../request/request-facts.ts";

const empty: ReadonlyMap<string, string> = new Map();

/** What finding out who signed a request stands on. */
export interface SignerOptions extends AuthenticationOptions {
  readonly store: Pick<KeyStore, "view">;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Finds out who signed a request that asks for no operation: its path may be any, it has no query, and its signature covers
 * its body, so that it must be one of ACS3: there is no operation whose product and region a scope of ACS4 could be held
 * against. It is held to time and nonce as every request is.
 *
 * @param facts is told of access key and signer
 * @throws ServiceError every code of authentication; `IncompleteSignature` for another scheme
 */
export async function signerOf(
  request: GatewayRequest,
  options: SignerOptions,
  facts: Pick<RequestFacts, "accessKey" | "principal">,
): Promise<Principal> {
  const { method, target: path, headers, body, sourceAddress } = request;
  if (body.length > maxRequestBytes) throw serviceError("RequestEntityTooLarge");
  if (styleOf(headers) !== "ACS") throw otherScheme();
  const signable = { method, path, query: empty, parameters: empty, headers, body };
  const claim = claimOf(signable);
  if (claim.scheme !== "ACS3-HMAC-SHA256") throw otherScheme();
  const view = await options.store.view();
  const claimed = { claim, signable, sourceAddress, time: options.clock(), view };
  const { principal } = await authenticate(claimed, options, facts);
  facts.principal = principal;
  return principal;
}

function otherScheme() {
  return serviceError("IncompleteSignature", {
    reason: "sign by ACS3-HMAC-SHA256, which covers path and body",
  });
}
