import type { AcsScheme } from "./acs.ts";
import { parseAuthorization, parseScopedCredential } from "./authorization.ts";
import type { Acs4Scope } from "./credential.ts";
import type { SignatureErrorCode } from "./errors.ts";
import { SignatureError } from "./errors.ts";
import { headerValue } from "./header-value.ts";
import type { SignableRequest } from "./request.ts";
import { requireSignedHeaders } from "./signed-headers.ts";

const timestampForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

/** The signature schemes that are supported. */
export type SignatureScheme = "V1" | AcsScheme;

/** What a request says about its signature. Nothing of it is to be believed before `verifySignature`. */
export type SignatureClaim = V1Claim | Acs3Claim | Acs4Claim;

interface ClaimedParts {
  /** Not empty. */
  readonly accessKeyId: string;
  /** The signature as text, not empty. V1: base64; ACS: hex. */
  readonly signature: string;
  /** As sent and not empty: see `parseTimestamp`. */
  readonly timestamp: string;
  /** Not empty. */
  readonly nonce?: string;
  /** Not empty. */
  readonly securityToken?: string;
}

/** A signature in the parameters of an RPC request. */
export interface V1Claim extends ClaimedParts {
  readonly scheme: "V1";
}

interface AcsClaimedParts extends ClaimedParts {
  /** Names in the order sent. The request carries each, and none is missing that must be signed. */
  readonly signedHeaders: readonly string[];
}

/** An ACS3 signature in the Authorization header. */
export interface Acs3Claim extends AcsClaimedParts {
  readonly scheme: "ACS3-HMAC-SHA256";
}

/** An ACS4 signature in the Authorization header; the scope is that of its Credential. */
export interface Acs4Claim extends AcsClaimedParts, Acs4Scope {
  readonly scheme: "ACS4-HMAC-SHA256";
}

/**
 * Reads what a request claims about its signature. An Authorization header that begins with `ACS` makes it an ACS
 * request; otherwise it is V1, and its headers mean nothing.
 *
 * An ACS request must sign `host`, `x-acs-action`, `x-acs-version`, `x-acs-date`, `x-acs-content-sha256`, every other
 * `x-acs-*` header that it carries, and `content-type` where there is a body: nothing that a server acts on can be
 * added or changed on the way.
 *
 * @throws SignatureError with each of its codes
 */
export function readClaim(request: SignableRequest): SignatureClaim {
  const authorization = request.headers.get("authorization");
  return authorization?.startsWith("ACS") === true ? readAcs(request, authorization) : readV1(request);
}

function readV1({ parameters }: SignableRequest): V1Claim {
  const read: Reader = (name) => parameters.get(name) ?? "";
  const parts = {
    accessKeyId: required(read, "AccessKeyId", "MissingAccessKeyId"),
    signature: required(read, "Signature", "MissingSignature"),
    timestamp: required(read, "Timestamp", "MissingTimestamp"),
  };
  if (parameters.get("SignatureMethod") !== "HMAC-SHA1") throw incomplete("SignatureMethod is not HMAC-SHA1");
  if (parameters.get("SignatureVersion") !== "1.0") throw incomplete("SignatureVersion is not 1.0");
  return { scheme: "V1", ...parts, ...optional(read, "SignatureNonce", "SecurityToken") };
}

function readAcs(request: SignableRequest, authorization: string): Acs3Claim | Acs4Claim {
  // As signed: a nonce with blanks around it is the same nonce.
  const read: Reader = (name) => headerValue(request.headers, name) ?? "";
  const { scheme, credential, signedHeaders, signature } = parseAuthorization(authorization);
  const scope = scheme === "ACS4-HMAC-SHA256" ? parseScopedCredential(credential) : undefined;
  const timestamp = required(read, "x-acs-date", "MissingTimestamp");
  requireSignedHeaders(request, signedHeaders);
  if (!/^[0-9a-f]{64}$/.test(read("x-acs-content-sha256"))) {
    throw incomplete("x-acs-content-sha256 is not 64 lower-case hex digits");
  }
  const parts = {
    signature,
    timestamp,
    signedHeaders,
    ...optional(read, "x-acs-signature-nonce", "x-acs-security-token"),
  };
  if (scope === undefined) return { scheme: "ACS3-HMAC-SHA256", accessKeyId: credential, ...parts };
  // A key derived for one day must not sign for another. A malformed date is told apart by whoever parses it.
  if ((dayOf(timestamp) ?? scope.date) !== scope.date) {
    throw incomplete("the date of the Credential is not the day of x-acs-date");
  }
  return { scheme: "ACS4-HMAC-SHA256", ...scope, ...parts };
}

/** Reads a part by the name under which its scheme sends it; empty when it is absent. */
type Reader = (name: string) => string;

function required(read: Reader, name: string, code: SignatureErrorCode): string {
  const value = read(name);
  if (value === "") throw new SignatureError(code, `${name} is absent or empty`);
  return value;
}

function optional(
  read: Reader,
  nonceName: string,
  tokenName: string,
): Pick<ClaimedParts, "nonce" | "securityToken"> {
  const nonce = read(nonceName);
  const securityToken = read(tokenName);
  return { ...(nonce !== "" && { nonce }), ...(securityToken !== "" && { securityToken }) };
}

function incomplete(message: string): SignatureError {
  return new SignatureError("IncompleteSignature", message);
}

/**
 * Reads a request's time: `yyyy-MM-ddTHH:mm:ssZ`, or with milliseconds `yyyy-MM-ddTHH:mm:ss.SSSZ` as some clients
 * send it.
 *
 * @returns milliseconds since the epoch; undefined for any other form and for days or times that do not exist
 */
export function parseTimestamp(text: string): number | undefined {
  const match = timestampForm.exec(text);
  if (!match) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  // Date.parse turns 30 February into 2 March, and 24:00 into the next day: only what reads back the same counts.
  const exact = match[1] === undefined ? text.slice(0, -1) + ".000Z" : text;
  return new Date(milliseconds).toISOString() === exact ? milliseconds : undefined;
}

/** The day of a timestamp as ACS4 credentials write it, `yyyyMMdd`; undefined when it is no timestamp. */
export function dayOf(timestamp: string): string | undefined {
  return parseTimestamp(timestamp) === undefined ? undefined : timestamp.slice(0, 10).replaceAll("-", "");
}
