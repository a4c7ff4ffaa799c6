export {
  createAuditChain,
  type AuditChain,
  type AuditChainOptions,
  type ChainEvent,
  type OpeningData,
} from "./chain.ts";
export { endOfTrail, type EndOfTrail, type TornLine } from "./end-of-trail.ts";
export type { AuditFault, AuditFinding } from "./findings.ts";
export { auditLines, createLineSplitter, type AuditLine, type LineSplitter } from "./lines.ts";
export {
  findReceipts,
  type ReceiptFault,
  type ReceiptFinding,
  type ReceiptsInTrail,
} from "./receipts/receipts-in-trail.ts";
export { stateExport } from "./receipts/state-export.ts";
export { readSealed, type ChainLink, type SealedLine, type Sha256 } from "./seal.ts";
export {
  createAuditVerifier,
  type AuditedChain,
  type AuditReport,
  type AuditVerifier,
  type AuditVerifierOptions,
} from "./verify.ts";
export { makeRecords } from "./make-record.ts";
export type { AdditionalEventData, AuditRecord, UserIdentity } from "./record.ts";
