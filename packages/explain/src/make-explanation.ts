import type { Access } from "@keyferry/access";
import type { BlobDiagnostician } from "@keyferry/kms";
import { errorCatalogue, ServiceError, type ErrorCode } from "@keyferry/protocol";
import type { SignableRequest, SignatureClaim } from "@keyferry/signature";
import { claimOf } from "@keyferry/gateway";
import { readRequest, type Incoming } from "@keyferry/gateway";
import { adviceOnAction } from "./reasons/advice-on-action.ts";
import { codeAdvice } from "./reasons/code-advice.ts";
import { explainCiphertext } from "./reasons/explain-ciphertext.ts";
import { adviceOnPublicAccess, explainDenial } from "./reasons/explain-denial.ts";
import { explainSignature } from "./reasons/explain-signature.ts";
import { adviceOnTimestamp } from "./reasons/explain-timestamp.ts";
import type { Explanation } from "./explanation.ts";
import type { Refusal } from "@keyferry/gateway";
import { createScrubber, mapTexts, maskQuoted } from "./masking/secret-values.ts";
import { visibleOf, type Visible } from "./masking/visibility.ts";

/** What refusals are explained with. */
export interface ExplanationDependencies {
  readonly access: Access;
  readonly diagnoseBlob: BlobDiagnostician;
}

/** What of a request could be read. */
interface ReadRequest extends Incoming {
  readonly claim: SignatureClaim | undefined;
}

type Findings = Pick<Explanation, "advice" | "signature" | "access" | "ciphertext">;

/** Explains a refusal. What it says of the request is masked; see {@link Explanation}. */
export async function makeExplanation(
  id: string,
  refusal: Refusal,
  dependencies: ExplanationDependencies,
): Promise<Explanation> {
  const { error, facts } = refusal;
  const read = readAgain(refusal);
  const headers = refusal.request?.headers ?? new Map<string, string>();
  const parameters = read?.parameters ?? new Map<string, string>();
  const { operation, accessKey, host } = facts;
  const accessKeyId = accessKey?.known === true ? accessKey.id : undefined;
  const visible = visibleOf({ operation, accessKeyId, host });
  const beneath = facts.dryRun === true && error.cause instanceof ServiceError ? error.cause : null;
  const { advice, ...findings } = await findingsOf(refusal, beneath ?? error, read, visible, dependencies);
  const documented = isKnown(error.code) ? errorCatalogue[error.code] : null;
  const content = {
    gateway: refusal.gateway,
    region: facts.region ?? null,
    operation: facts.operation?.name ?? null,
    dryRun: facts.dryRun ?? false,
    status: error.status,
    code: error.code,
    // The message of a wrong signature ends in the whole string to sign.
    message:
      error.code === "SignatureDoesNotMatch"
        ? errorCatalogue[error.code].message
        : maskQuoted(error.message, visible),
    documented,
    beneath: beneath?.code ?? null,
    advice: advice.length > 0 ? advice : generalAdvice(beneath ?? error, read),
    ...findings,
  };
  const scrub = createScrubber(facts.operation, parameters, headers, visible);
  const { requestId } = refusal;
  return { id, time: new Date(refusal.time).toISOString(), requestId, ...mapTexts(content, scrub) };
}

async function findingsOf(
  { time, signingTime, facts: { operation, trail, principal, region, instance = null } }: Refusal,
  error: ServiceError,
  read: ReadRequest | undefined,
  visible: Visible,
  { access, diagnoseBlob }: ExplanationDependencies,
): Promise<Findings> {
  const nothing = { advice: [] };
  if (trail?.denied !== undefined) return explainDenial(trail.denied, access);
  if (trail?.publicAccessOff !== undefined) return { advice: [adviceOnPublicAccess(trail.publicAccessOff)] };
  if (read === undefined) return nothing;
  const { claim, signable, parameters } = read;
  if (claim !== undefined && error.code === "SignatureDoesNotMatch") {
    return explainSignature(claim, signable, { access, time, visible });
  }
  if (claim !== undefined && error.code.startsWith("InvalidTimeStamp.")) {
    return { advice: adviceOnTimestamp(claim.timestamp, signingTime) };
  }
  if (operation === undefined || principal === undefined || region === undefined) return nothing;
  const scope = { account: principal.account, region, instance };
  return (await explainCiphertext({ error, operation, parameters, scope }, diagnoseBlob)) ?? nothing;
}

/** Reads the request once more: what is kept for people must not cost those who are not refused anything. */
function readAgain({ request }: Refusal): ReadRequest | undefined {
  if (request === undefined) return undefined;
  try {
    const incoming = readRequest(request);
    return { ...incoming, claim: claimIn(incoming.signable) };
  } catch {
    // It was refused because it cannot be read.
    return undefined;
  }
}

function claimIn(signable: SignableRequest): SignatureClaim | undefined {
  try {
    return claimOf(signable);
  } catch {
    return undefined;
  }
}

function generalAdvice({ code }: ServiceError, read: ReadRequest | undefined): readonly string[] {
  if (!isKnown(code)) return [];
  const advice = (read && adviceOnAction(code, read)) ?? codeAdvice[code];
  return advice === undefined ? [] : [advice];
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
