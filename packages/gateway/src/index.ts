export type { AnsweredRequest } from "./answer/answered-request.ts";
export { answerSigned, type SignedRequestOptions, type SignedWork } from "./answer-signed.ts";
export { accessKeyOf, claimOf } from "./checks/authenticate.ts";
export { DroppedCall, type Interfere } from "./answer/dropped-call.ts";
export { createFailureLimit, type FailureLimit } from "./checks/failure-limit.ts";
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export { isKnownHost, namesThisMachine, type HostRules, type KnownInstance } from "./request/host.ts";
export {
  maxHeaders,
  maxParameters,
  maxRequestBytes,
  type GatewayRequest,
  type GatewayResponse,
} from "./request/http-message.ts";
export { isOfInstanceApi } from "./request/instance-api.ts";
export type { Fault, Observers } from "./answer/observers.ts";
export { parameterNames } from "./request/parameter-names.ts";
export { askedFor, readRequest, type Incoming } from "./request/read-request.ts";
export type { ExportedKey, Prove } from "./answer/receipts.ts";
export type { Refusal } from "./answer/refusal.ts";
export { clockSkew, createReplayGuard, type ReplayGuard } from "./checks/replay-guard.ts";
export type { ClaimedAccessKey, RequestFacts } from "./request/request-facts.ts";
export { forSender, isOrigin, senderOf, type Sender } from "./checks/sender.ts";
export { tellObserver } from "./answer/tell-observer.ts";
export { createThrottle, type Throttle } from "./checks/throttle.ts";
export { createVpcRanges, type VpcOf, type VpcRange } from "./checks/vpc-ranges.ts";
