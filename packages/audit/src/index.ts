export { createAuditChain, type AuditChain, type AuditChainOptions, type OpeningData } from "./chain.ts";
export { endOfTrail, type EndOfTrail, type TornLine } from "./end-of-trail.ts";
export type { AuditFault, AuditFinding } from "./findings.ts";
export { auditLines, type AuditLine } from "./lines.ts";
export {
  findReceipts,
  type ReceiptFault,
  type ReceiptFinding,
  type ReceiptsInTrail,
} from "./receipts/receipts-in-trail.ts";
export { stateExport } from "./receipts/state-export.ts";
export { type Sha256 } from "./seal.ts";
export {
  createAuditVerifier,
  type AuditedChain,
  type AuditReport,
  type AuditVerifier,
  type AuditVerifierOptions,
} from "./verify.ts";
export { makeRecords } from "./make-record.ts";
export type { AdditionalEventData, AuditRecord, UserIdentity } from "./record.ts";
