import type { Principal } from "@keyferry/access";
import { asServiceError } from "@keyferry/kms";
import type { GatewayKind } from "@keyferry/protocol";
import type { Observers } from "./answer/observers.ts";
import { respond, respondToRefused } from "./answer/responses.ts";
import { tellObserver } from "./answer/tell-observer.ts";
import { signerOf, type SignerOptions } from "./checks/signer-of.ts";
import { platformTimer, tellAnswered } from "./gateway.ts";
import type { GatewayRequest, GatewayResponse } from "./request/http-message.ts";
import type { RequestFacts } from "./request/request-facts.ts";

/** What answering such requests stands on. */
export interface SignedRequestOptions extends SignerOptions, Observers {
  /** The gateway beside whose operations they are answered. */
  readonly kind: GatewayKind;
  /** A lower-case UUID. */
  readonly newRequestId: () => string;
}

/**
 * Does what a request asks for.
 *
 * @param signer who has signed it
 * @param facts is told what becomes known of it
 * @returns what is answered, as JSON
 * @throws ServiceError the refusal
 */
export type SignedWork = (signer: Principal, facts: RequestFacts) => Promise<object>;

/**
 * Answers a request that asks for no operation; see {@link signerOf}. It is told of, and refused, as every request is. Never
 * rejects.
 */
export async function answerSigned(
  request: GatewayRequest,
  options: SignedRequestOptions,
  work: SignedWork,
): Promise<GatewayResponse> {
  const { kind: gateway, clock, newRequestId, onFault, timer = platformTimer } = options;
  const begin = timer();
  const time = clock();
  const requestId = newRequestId();
  const facts: RequestFacts = {};
  const { sourceAddress } = request;
  let response: GatewayResponse;
  let code: string | undefined;
  try {
    const signer = await signerOf(request, options, facts);
    response = respond(200, JSON.stringify(await work(signer, facts)), "JSON", requestId);
  } catch (error) {
    const known = asServiceError(error);
    if (known.status >= 500) tellObserver(onFault, { requestId, error });
    code = known.code;
    response = respondToRefused(request, known, requestId, "JSON");
  }
  tellAnswered(options, begin, {
    ...{ time, requestId, gateway, sourceAddress, code, facts },
    status: response.status,
  });
  return response;
}
