import type { AccessExplanation } from "@keyferry/access";
import type { BlobDiagnosis } from "@keyferry/kms";
import type { GatewayKind } from "@keyferry/protocol";
import type { SignatureDiagnosis, SignatureScheme } from "@keyferry/signature";

/**
 * Why a request was refused, for people. Plain data without secrets: values of parameters that may hold one are masked, as
 * {@link masked}.
 */
export interface Explanation {
  /** 128 random bits, lower-case hex. Whoever has it may see the explanation. */
  readonly id: string;
  /** When the request arrived, ISO 8601. */
  readonly time: string;
  readonly requestId: string;
  readonly gateway: GatewayKind;
  /** Null: not known before it was refused. */
  readonly region: string | null;
  readonly operation: string | null;
  readonly dryRun: boolean;
  /** HTTP status. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What is documented for the code. */
  readonly documented: { readonly status: number; readonly message: string } | null;
  /** The code that a dry run has turned into its own. */
  readonly beneath: string | null;
  /** What is wrong and what to do, a sentence or two each, the most likely first. */
  readonly advice: readonly string[];
  readonly signature?: ExplainedSignature;
  readonly access?: AccessExplanation;
  readonly ciphertext?: ExplainedCiphertext;
}

export { masked } from "@keyferry/access";

/** A signature that does not match. */
export interface ExplainedSignature extends Pick<SignatureDiagnosis, "cause" | "matches" | "attempts"> {
  readonly scheme: SignatureScheme;
  /** What the server signs, masked. */
  readonly stringToSign: string;
  readonly canonicalRequest?: string;
  /** Where the client's own text first differs; absent where it sent none, or sent the same. */
  readonly difference?: TextDifference;
}

/** The first place at which two texts differ, with its neighbours. */
export interface TextDifference {
  readonly of: "string to sign" | "canonical request";
  /** Characters (UTF-16) before it. */
  readonly at: number;
  /** What both have right before it, masked. */
  readonly before: string;
  /** What the server has from there on, masked. */
  readonly server: string;
  readonly client: string;
}

/** A ciphertext blob that does not open. */
export interface ExplainedCiphertext extends BlobDiagnosis {
  /** How many pairs the encryption context of the request has; null: none was given. */
  readonly contextPairs: number | null;
}
