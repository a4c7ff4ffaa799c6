export type { AnsweredRequest } from "./answered-request.ts";
export { accessKeyOf, claimOf } from "./authenticate.ts";
export { DroppedCall, type Interfere } from "./dropped-call.ts";
export { createFailureLimit, type FailureLimit } from "./failure-limit.ts";
export { createGateway, type Fault, type Gateway, type GatewayOptions } from "./gateway.ts";
export { isKnownHost, namesThisMachine, type HostRules, type KnownInstance } from "./host.ts";
export {
  maxHeaders,
  maxParameters,
  maxRequestBytes,
  type GatewayRequest,
  type GatewayResponse,
} from "./http-message.ts";
export { isOfInstanceApi } from "./instance-api.ts";
export { parameterNames } from "./parameter-names.ts";
export { askedFor, readRequest, type Incoming } from "./read-request.ts";
export type { Refusal } from "./refusal.ts";
export { clockSkew, createReplayGuard, type ReplayGuard } from "./replay-guard.ts";
export type { ClaimedAccessKey, RequestFacts } from "./request-facts.ts";
export { forSender, isOrigin, senderOf, type Sender } from "./sender.ts";
export { signerOf, type SignerOptions } from "./signer-of.ts";
export { tellObserver } from "./tell-observer.ts";
export { createThrottle, type Throttle } from "./throttle.ts";
export { createVpcRanges, type VpcOf, type VpcRange } from "./vpc-ranges.ts";
