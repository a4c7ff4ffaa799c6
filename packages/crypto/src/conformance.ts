export { anOwner } from "./conformance/bench/an-owner.ts";
export { backendConformance } from "./conformance/backend-conformance.ts";
export type { BackendConformanceOptions } from "./conformance/bench/backend-bench.ts";
export type { BadRecipientKey } from "./conformance/vectors/bad-recipient-key.ts";
export type { ConformanceCheck } from "@keyferry/conformance";
export { receiverConformance, type ReceiverConformanceOptions } from "./conformance/receiver-conformance.ts";
export { badRecipientKeys } from "./conformance/checks/recipient-key-checks.ts";
export {
  tokenReceiverConformance,
  type TokenReceiverConformanceOptions,
} from "./conformance/token-receiver-conformance.ts";
export { textsOfEveryKind, textsThatAreNotBase64 } from "./conformance/bench/texts.ts";
export { wycheproofCheck, type WycheproofFile, type WycheproofSubject } from "./conformance/wycheproof.ts";
