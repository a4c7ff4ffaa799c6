export { anOwner } from "./conformance/an-owner.ts";
export { backendConformance } from "./conformance/backend-conformance.ts";
export type { BackendConformanceOptions } from "./conformance/backend-bench.ts";
export type { BadRecipientKey } from "./conformance/bad-recipient-key.ts";
export type { ConformanceCheck } from "./conformance/conformance-check.ts";
export { receiverConformance, type ReceiverConformanceOptions } from "./conformance/receiver-conformance.ts";
export { badRecipientKeys } from "./conformance/recipient-key-checks.ts";
export {
  tokenReceiverConformance,
  type TokenReceiverConformanceOptions,
} from "./conformance/token-receiver-conformance.ts";
export { textsOfEveryKind, textsThatAreNotBase64 } from "./conformance/texts.ts";
export { wycheproofCheck, type WycheproofFile, type WycheproofSubject } from "./conformance/wycheproof.ts";
