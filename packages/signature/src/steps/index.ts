export { signatureSteps } from "./signature-steps.ts";
export type { SignatureStep, SignatureSteps, SignedRequest, SigningKey } from "./signature-steps.ts";
export { encodeForm } from "./compose-request.ts";
export type { CallToSign } from "./compose-request.ts";
export type { Mark, MarkedText, PartName, Run } from "./marked-text.ts";
export { readCanonicalRequest, readQuery, readStringToSign } from "./read-texts.ts";
export { compareTexts, serverStringToSign } from "./compare-texts.ts";
export type { ComparedSide, TextComparison } from "./compare-texts.ts";
