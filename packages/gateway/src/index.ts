export {
  createAuditChain,
  type AuditChain,
  type AuditChainOptions,
  type OpeningData,
} from "./audit/chain.ts";
export { endOfTrail, type EndOfTrail, type TornLine } from "./audit/end-of-trail.ts";
export type { AuditFault, AuditFinding } from "./audit/findings.ts";
export { auditLines, type AuditLine } from "./audit/lines.ts";
export { type Sha256 } from "./audit/seal.ts";
export {
  createAuditVerifier,
  type AuditedChain,
  type AuditReport,
  type AuditVerifier,
  type AuditVerifierOptions,
} from "./audit/verify.ts";
export type { AdditionalEventData, AuditRecord, UserIdentity } from "./audit/record.ts";
export { explanationPage, explanationPath } from "./explain/explanation-page.ts";
export { createExplanations, type Explanations, type ExplanationsOptions } from "./explain/explanations.ts";
export type {
  ExplainedCiphertext,
  ExplainedSignature,
  Explanation,
  TextDifference,
} from "./explain/explanation.ts";
export type { ExplanationTools } from "./explain/make-explanation.ts";
export type { Refusal } from "./explain/refusal.ts";
export { renderAccessExplanation } from "./explain/render-access.ts";
export { renderText } from "./explain/render-text.ts";
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
export { createReplayGuard, type ReplayGuard } from "./replay-guard.ts";
export { forSender, isOrigin, senderOf, type Sender } from "./sender.ts";
export { createThrottle, type Throttle } from "./throttle.ts";
export { createVpcRanges, type VpcOf, type VpcRange } from "./vpc-ranges.ts";
