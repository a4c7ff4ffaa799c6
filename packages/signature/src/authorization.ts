import type { AcsScheme } from "./acs.ts";
import { acs4Terminator, type Acs4Scope } from "./credential.ts";
import type { SignatureErrorCode } from "./errors.ts";
import { SignatureError } from "./errors.ts";

/** Far above what any client sends, and little enough to take apart. */
const maxLength = 8192;
const credentialParts: readonly string[] = ["Credential", "SignedHeaders", "Signature"];

/** An ACS Authorization header, taken apart. */
export interface AcsAuthorization {
  readonly scheme: AcsScheme;
  /** Not empty. ACS4: with its scope still behind it. */
  readonly credential: string;
  /** As sent: names may be unknown, empty or there twice. */
  readonly signedHeaders: readonly string[];
  /** Not empty. */
  readonly signature: string;
}

/**
 * Takes `<scheme> Credential=...,SignedHeaders=a;b,Signature=...` apart; the parts may come in any order, and blanks
 * after a comma are tolerated.
 *
 * @throws SignatureError `MissingAccessKeyId`, `MissingSignature`: the part is absent or empty;
 *   `IncompleteSignature`: anything else
 */
export function parseAuthorization(header: string): AcsAuthorization {
  if (header.length > maxLength) throw malformed("the Authorization header is too long");
  const space = header.indexOf(" ");
  const scheme = schemeOf(space < 0 ? header : header.slice(0, space));
  const parts = space < 0 ? new Map<string, string>() : partsOf(header.slice(space + 1));
  const credential = required(parts, "Credential", "MissingAccessKeyId");
  const signature = required(parts, "Signature", "MissingSignature");
  const signedHeaders = (parts.get("SignedHeaders") ?? "").split(";");
  return { scheme, credential, signedHeaders, signature };
}

/**
 * Takes an ACS4 credential `accessKeyId/yyyyMMdd/region/product/aliyun_v4_request` apart.
 *
 * @throws SignatureError `MissingAccessKeyId`: it is empty; `IncompleteSignature`: any other part is missing or wrong
 */
export function parseScopedCredential(credential: string): Acs4Scope & { readonly accessKeyId: string } {
  const [accessKeyId = "", date = "", region = "", product = "", terminator, ...rest] = credential.split("/");
  if (accessKeyId === "") throw new SignatureError("MissingAccessKeyId", "the Credential has no id");
  const wellFormed = /^\d{8}$/.test(date) && region !== "" && product !== "";
  if (!wellFormed || terminator !== acs4Terminator || rest.length > 0) {
    throw malformed(`the Credential is not of the form id/yyyyMMdd/region/product/${acs4Terminator}`);
  }
  return { accessKeyId, date, region, product };
}

function schemeOf(text: string): AcsScheme {
  if (text === "ACS3-HMAC-SHA256" || text === "ACS4-HMAC-SHA256") return text;
  throw malformed("the signature method of the Authorization header is not known");
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(",")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (!credentialParts.includes(name)) throw malformed("the Authorization header has an unknown part");
    if (parts.has(name)) throw malformed(`the Authorization header has ${name} twice`);
    parts.set(name, part.slice(equals + 1).trim());
  }
  return parts;
}

function required(parts: ReadonlyMap<string, string>, name: string, code: SignatureErrorCode): string {
  const value = parts.get(name) ?? "";
  if (value === "") throw new SignatureError(code, `the Authorization header has no ${name}`);
  return value;
}

function malformed(message: string): SignatureError {
  return new SignatureError("IncompleteSignature", message);
}
