import { asServiceError } from "@keyferry/kms";
import { receiptHeader, renderAnswer, serviceError, type ErrorCode } from "@keyferry/protocol";
import { DroppedCall } from "./answer/dropped-call.ts";
import type { GatewayRequest, GatewayResponse } from "./request/http-message.ts";
import type { AnsweredRequest } from "./answer/answered-request.ts";
import type { Observers } from "./answer/observers.ts";
import { createPerformer, type Performed, type PerformerOptions, type Progress } from "./perform-request.ts";
import { withReceipts } from "./answer/receipts.ts";
import type { Refusal } from "./answer/refusal.ts";
import { respond, respondToRefused, respondWithError, withHeader } from "./answer/responses.ts";
import { crossOriginRefusal, forSender, isPreflight, preflightHeaders, senderOf } from "./checks/sender.ts";
import { tellObserver } from "./answer/tell-observer.ts";

/** What a gateway stands on. */
export interface GatewayOptions extends PerformerOptions, Observers {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A lower-case UUID. */
  readonly newRequestId: () => string;
  /**
   * Origins whose web pages may call, as browsers write them; see `isOrigin`. Pages of any other but the gateway's own are
   * refused. Default: none.
   */
  readonly allowedOrigins?: ReadonlySet<string>;
  /**
   * Takes in a refusal and answers the URL of its explanation, for the header `x-keyferry-explain`. What it throws goes to
   * `onFault`, and the answer goes out without the header. Default: nothing is explained.
   */
  readonly explain?: (refusal: Refusal) => string;
}

/** One gateway: the same door for a socket, a test and a worker. */
export interface Gateway {
  /** Answers a request. Never rejects. */
  handle(request: GatewayRequest): Promise<GatewayResponse>;
  /**
   * The answer to a request that could not be read whole, such as one that Node's HTTP parser refused. It is JSON: the
   * form that was asked for may stand in what was not read, and JSON is what no client chokes on. It is audited like any
   * other.
   *
   * @param request what is known of it; its headers may be none
   * @param reason half a sentence that says why
   */
  refuse(
    code: ErrorCode,
    request: Pick<GatewayRequest, "headers" | "sourceAddress" | "secure">,
    reason?: string,
  ): GatewayResponse;
}

const none: ReadonlySet<string> = new Set();

/** Makes a gateway. */
export function createGateway(options: GatewayOptions): Gateway {
  const {
    hosts,
    clock,
    newRequestId,
    onFault,
    allowedOrigins = none,
    timer = platformTimer,
    prove,
  } = options;
  const { kind: gateway } = hosts;
  const perform = createPerformer(options);

  return {
    async handle(request) {
      const begin = timer();
      const time = clock();
      const requestId = newRequestId();
      const progress: Progress = { facts: {}, format: undefined };
      const { sourceAddress } = request;
      const { facts } = progress;
      const sender = senderOf(request, allowedOrigins);
      let response: GatewayResponse;
      let code: string | undefined;
      let isTold = false;
      try {
        if (sender === "foreign") throw crossOriginRefusal(request);
        if (sender !== "own" && isPreflight(request)) {
          response = { status: 204, headers: preflightHeaders, body: "" };
        } else {
          const performed = await perform(request, time, progress);
          const { exports } = performed;
          if (exports === undefined || prove === undefined) {
            response = respondWithAnswer(performed, requestId);
          } else {
            const duration = Math.round(timer() - begin);
            const proved = {
              ...{ time, requestId, gateway, sourceAddress, facts },
              status: 200,
              code,
              duration,
            };
            const { answer, header } = withReceipts(performed.answer, await prove(proved, exports));
            response = respondWithAnswer({ ...performed, answer }, requestId);
            if (header !== undefined) response = withHeader(response, receiptHeader, header);
            isTold = true;
          }
        }
      } catch (error) {
        const known = asServiceError(error);
        if (known.status >= 500) tellObserver(onFault, { requestId, error });
        code = known.code;
        response = respondToRefused(request, known, requestId, progress.format);
        response = explained(response, { time, requestId, error: known, request, facts });
        if (error instanceof DroppedCall) response = { ...response, dropped: true };
      }
      const { status } = response;
      if (!isTold) {
        tellAnswered(options, begin, { time, requestId, gateway, sourceAddress, status, code, facts });
      }
      return forSender(sender, response);
    },

    refuse(code, { headers, sourceAddress, secure }, reason) {
      const begin = timer();
      const time = clock();
      const requestId = newRequestId();
      const error = serviceError(code, { ...(reason !== undefined && { reason }) });
      const { status } = error;
      tellAnswered(options, begin, { time, requestId, gateway, sourceAddress, status, code, facts: {} });
      const refusal = { time, requestId, error, request: undefined, facts: {} };
      const response = explained(respondWithError({ headers }, error, requestId, "JSON"), refusal);
      return forSender(senderOf({ headers, secure }, allowedOrigins), response);
    },
  };

  function explained(
    response: GatewayResponse,
    refusal: Omit<Refusal, "gateway" | "signingTime">,
  ): GatewayResponse {
    const { explain, signingClock } = options;
    if (explain === undefined) return response;
    try {
      const url = explain({ ...refusal, gateway, signingTime: signingClock?.() ?? refusal.time });
      return withHeader(response, "x-keyferry-explain", url);
    } catch (error) {
      tellObserver(onFault, { requestId: refusal.requestId, error });
      return response;
    }
  }
}

function respondWithAnswer(
  { operation, answer, format }: Omit<Performed, "exports">,
  requestId: string,
): GatewayResponse {
  return respond(200, renderAnswer(operation, answer, requestId, format), format, requestId);
}

/** The platform's timer. */
export const platformTimer = (): number => performance.now();

/**
 * Tells of a request that was answered.
 *
 * @param begin when it arrived, by the timer
 */
export function tellAnswered(
  { onAnswered, onFault, timer = platformTimer }: Observers,
  begin: number,
  request: Omit<AnsweredRequest, "duration">,
): void {
  try {
    onAnswered({ ...request, duration: Math.round(timer() - begin) });
  } catch (error) {
    tellObserver(onFault, { requestId: request.requestId, error });
  }
}
