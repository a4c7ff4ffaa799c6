import { equalBytes } from "@keyferry/bytes";
import { canonicalRequest as canonicalRequestOf, contentSha256, stringToSignAcs } from "../acs.ts";
import type { Acs3Claim, Acs4Claim, SignatureClaim } from "../claim.ts";
import { headerValue } from "../header-value.ts";
import type { SignableRequest } from "../request.ts";
import { messageV1, textOfMessage } from "../v1.ts";
import { changesAcs, recipeAcs } from "./acs-changes.ts";
import { readMac, type ClaimedMac } from "./claimed-mac.ts";
import type { Deviation } from "./deviation.ts";
import { firstDifference } from "./first-difference.ts";
import { macAcs, macV1 } from "./keyed-hash.ts";
import { canonicalOf, textOfAcs, textOfV1 } from "./recipe.ts";
import { search, type Found, type Trial } from "./search.ts";
import { changesV1, recipeV1 } from "./v1-changes.ts";

/** Why a signature does not match. The texts are the request's own: they may hold what must not be shown. */
export interface SignatureDiagnosis {
  /** What the server signs. */
  readonly stringToSign: string;
  /** ACS3 and ACS4 only. */
  readonly canonicalRequest?: string;
  /**
   * - `deviation`: the deviations of `matches` reproduce the signature exactly.
   * - `text`: the client's own text reproduces it, so the secret is right.
   * - `secret`: the client's own text is the server's, so that the secret, or the way it is used, is another. This is
   *   certain if the client did sign that text.
   * - `unreadable`: the signature is no HMAC of this scheme, however it is read.
   * - `unknown`: nothing that was tried reproduces it. The secret is probably wrong.
   * - `too large`: the request is above {@link diagnosisLimits}, and nothing was tried.
   */
  readonly cause: "deviation" | "text" | "secret" | "unreadable" | "unknown" | "too large";
  /** Each entry alone explains the signature, by all of its deviations together. */
  readonly matches: readonly (readonly Deviation[])[];
  /** How many signatures were calculated. */
  readonly attempts: number;
  /** Whether the request was small enough to try each deviation alone; pairs may have been too many. */
  readonly complete: boolean;
  /** There when the client told what it signed, and the request is not too large. */
  readonly client?: ComparedText;
}

/** What a request may have that is diagnosed. */
export const diagnosisLimits = {
  /** In query and form together. */
  parameters: 200,
  /** What is signed, not encoded: UTF-16 units of parameters and headers, bytes of a body that is signed by its hash. */
  size: 16_384,
} as const;

/** What the client says it signed, beside what the server signs. */
export interface ComparedText {
  readonly of: "string to sign" | "canonical request";
  /** UTF-16 index of the first difference; null: there is none. */
  readonly differsAt: number | null;
}

/**
 * Finds out why a signature that `verifySignature` refused does not match: calculates it anew with each deviation that
 * clients are known for, alone and in pairs. Bounded: a few hundred signatures, and two million characters; nothing for a
 * request above {@link diagnosisLimits}.
 *
 * @param claim what `readClaim` read from this same request
 * @param accessKeySecret UTF-8 bytes; read, never changed, and all that is derived from it is wiped
 * @param clientText the string to sign of the client, or its canonical request, where it told
 */
export function diagnoseSignature(
  claim: SignatureClaim,
  request: SignableRequest,
  accessKeySecret: Uint8Array,
  clientText?: string,
): SignatureDiagnosis {
  if (isTooLarge(claim, request)) {
    return { ...serverTexts(claim, request), cause: "too large", matches: [], attempts: 0, complete: false };
  }
  const claimed = readMac(claim.signature, claim.scheme);
  return claim.scheme === "V1"
    ? diagnoseV1(claimed, request, accessKeySecret, clientText)
    : diagnoseAcs(claimed, claim, request, accessKeySecret, clientText);
}

function isTooLarge(
  claim: SignatureClaim,
  { path, query, parameters, headers, body }: SignableRequest,
): boolean {
  if (parameters.size > diagnosisLimits.parameters) return true;
  let size = path.length;
  const signed = claim.scheme === "V1" ? parameters : query;
  for (const [name, value] of signed) size += name.length + value.length;
  if (claim.scheme !== "V1") {
    size += body.length;
    for (const name of claim.signedHeaders) size += name.length + (headers.get(name)?.length ?? 0);
  }
  return size > diagnosisLimits.size;
}

/** What the server signs, as it signs it. */
function serverTexts(
  claim: SignatureClaim,
  request: SignableRequest,
): Pick<SignatureDiagnosis, "stringToSign" | "canonicalRequest"> {
  if (claim.scheme === "V1") {
    return { stringToSign: textOfMessage(messageV1(request.method, request.parameters)) };
  }
  const { scheme, signedHeaders } = claim;
  const payloadHash = contentSha256(request.body);
  const canonicalRequest = canonicalRequestOf({ ...request, scheme, signedHeaders, payloadHash });
  return { stringToSign: stringToSignAcs(scheme, canonicalRequest), canonicalRequest };
}

function diagnoseV1(
  claimed: ClaimedMac | undefined,
  request: SignableRequest,
  secret: Uint8Array,
  clientText: string | undefined,
): SignatureDiagnosis {
  const base = recipeV1(request);
  const stringToSign = textOfV1(base);
  const trial = {
    base,
    changes: changesV1(base, request),
    textOf: textOfV1,
    keyOf: ({ secret: form, ampersand, hash }: typeof base) => [form, ampersand, hash],
    macOf: (text: string, recipe: typeof base) => macV1(text, recipe, secret),
    size: stringToSign.length,
  };
  const client =
    clientText === undefined
      ? undefined
      : { of: "string to sign" as const, text: clientText, signed: clientText, server: stringToSign };
  return { stringToSign, ...conclude(trial, claimed, client) };
}

function diagnoseAcs(
  claimed: ClaimedMac | undefined,
  claim: Acs3Claim | Acs4Claim,
  request: SignableRequest,
  secret: Uint8Array,
  clientText: string | undefined,
): SignatureDiagnosis {
  const base = recipeAcs(claim, request);
  const stringToSign = textOfAcs(base);
  const canonicalRequest = canonicalOf(base);
  const trial = {
    base,
    changes: changesAcs(base, request),
    textOf: textOfAcs,
    keyOf: ({ secret: form, ampersand, derivation }: typeof base) => [form, ampersand, derivation],
    macOf: (text: string, recipe: typeof base) => macAcs(text, recipe, secret),
    size: canonicalRequest.length,
  };
  const texts = { stringToSign, canonicalRequest };
  const outcome = conclude(trial, claimed, clientText === undefined ? undefined : sideBySide(clientText));
  // All is well with the signature itself: it is the body that it does not vouch for.
  const [first] = outcome.matches;
  const stated = headerValue(request.headers, "x-acs-content-sha256");
  if (first?.length === 0 && stated !== contentSha256(request.body)) {
    return { ...texts, ...outcome, matches: [[{ name: "hash of another body" }]] };
  }
  return { ...texts, ...outcome };

  function sideBySide(text: string): ClientText {
    if (text.startsWith(`${claim.scheme}\n`)) {
      return { of: "string to sign", text, signed: text, server: stringToSign };
    }
    return {
      of: "canonical request",
      text,
      signed: stringToSignAcs(claim.scheme, text),
      server: canonicalRequest,
    };
  }
}

interface ClientText {
  readonly of: ComparedText["of"];
  readonly text: string;
  /** What the client's signature is over, if this is its text. */
  readonly signed: string;
  readonly server: string;
}

function conclude<Recipe>(
  trial: Trial<Recipe>,
  claimed: ClaimedMac | undefined,
  client: ClientText | undefined,
): Omit<SignatureDiagnosis, "stringToSign" | "canonicalRequest"> {
  const compared = client && { of: client.of, differsAt: firstDifference(client.server, client.text) };
  const nothing: Found = { matches: [], attempts: 0, complete: true };
  const found = claimed === undefined ? nothing : search(trial, claimed);
  return { cause: cause(), ...found, ...(compared && { client: compared }) };

  function cause(): SignatureDiagnosis["cause"] {
    if (claimed === undefined) return "unreadable";
    if (found.matches.length > 0) return "deviation";
    if (client === undefined || compared === undefined) return "unknown";
    if (compared.differsAt === null) return "secret";
    return equalBytes(trial.macOf(client.signed, trial.base), claimed.mac) ? "text" : "unknown";
  }
}
