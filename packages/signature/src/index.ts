export { parseTimestamp, readClaim } from "./claim.ts";
export type { Acs3Claim, Acs4Claim, SignatureClaim, SignatureScheme, V1Claim } from "./claim.ts";
export { verifySignature } from "./verify.ts";
export type { Verification } from "./verify.ts";
export { signV1 } from "./v1.ts";
export type { V1Signature } from "./v1.ts";
export { signAcs3 } from "./acs3.ts";
export { signAcs4 } from "./acs4.ts";
export { canonicalRequest, contentSha256 } from "./acs.ts";
export type { AcsScheme, AcsSignature, CanonicalRequestParts } from "./acs.ts";
export type { Acs4Scope, Credential, ScopedCredential } from "./credential.ts";
export type { SignatureHashes } from "./hashes.ts";
export { percentEncode } from "./canonical-query.ts";
export type { SignableRequest } from "./request.ts";
export { SignatureError } from "./errors.ts";
export type { SignatureErrorCode } from "./errors.ts";
export { adviceOn, type Deviation, type DeviationName } from "./diagnosis/deviation.ts";
export {
  type ComparedText,
  diagnoseSignature,
  diagnosisLimits,
  type SignatureDiagnosis,
} from "./diagnosis/diagnose-signature.ts";
export {
  diagnoseTimestamp,
  type TimestampDiagnosis,
  type TimestampForm,
} from "./diagnosis/diagnose-timestamp.ts";
