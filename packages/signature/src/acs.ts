import { publicUtf8 } from "@keyferry/bytes";
import { bytesToHex } from "@noble/hashes/utils.js";
import { portableHashes, type SignatureHashes } from "./hashes.ts";
import { headerValue } from "./header-value.ts";
import { encodeAllButMarks, encodeMarks, sortByBytes } from "./canonical-query.ts";
import type { SignableRequest } from "./request.ts";
import { headersToSign } from "./signed-headers.ts";

const unpairedSurrogate = /\p{Surrogate}/u;

/** The header schemes that are supported. */
export type AcsScheme = "ACS3-HMAC-SHA256" | "ACS4-HMAC-SHA256";

/** An ACS3 or ACS4 signature and how it came about. */
export interface AcsSignature {
  /** Value of the Authorization header. */
  readonly authorization: string;
  readonly stringToSign: string;
  readonly canonicalRequest: string;
}

/** What a canonical request is built from. */
export interface CanonicalRequestParts {
  /** Decides how an empty query value is written: `name=` in ACS3, `name` in ACS4. */
  readonly scheme: AcsScheme;
  /** In upper case. */
  readonly method: string;
  /** As in the target, not decoded. */
  readonly path: string;
  /** Decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Lower-case names of the headers to sign, in the order in which they are signed. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hex of the body's hash. */
  readonly payloadHash: string;
}

/**
 * The canonical form of a request that ACS3 and ACS4 sign: six parts, joined by line feeds.
 *
 * @throws TypeError when a signed header is not among the headers, and on an unpaired surrogate in the query
 */
export function canonicalRequest(parts: CanonicalRequestParts): string {
  const { scheme, method, path, query, headers, signedHeaders, payloadHash } = parts;
  let headerLines = "";
  for (const name of signedHeaders) {
    const value = headerValue(headers, name);
    if (value === undefined) throw new TypeError(`the request has no header ${name} to sign`);
    headerLines += name + ":" + value + "\n";
  }
  const queryLine = canonicalQuery(query, scheme === "ACS3-HMAC-SHA256" ? "=" : "");
  return [method, path, queryLine, headerLines, signedHeaders.join(";"), payloadHash].join("\n");
}

/** What the key of an ACS3 or ACS4 signature is applied to: the scheme and the canonical request's SHA-256. */
export function stringToSignAcs(
  scheme: AcsScheme,
  canonical: string,
  hashes: SignatureHashes = portableHashes,
): string {
  return scheme + "\n" + bytesToHex(hashes.sha256(publicUtf8(canonical)));
}

/** Value of the header `x-acs-content-sha256` for a body: lower-case hex of its SHA-256. */
export function contentSha256(body: Uint8Array, hashes: SignatureHashes = portableHashes): string {
  return bytesToHex(hashes.sha256(body));
}

/**
 * All of a signature that needs no key yet.
 *
 * @throws TypeError when a header that must be signed is absent or empty, when x-acs-content-sha256 is not the body's,
 *   and on an unpaired surrogate
 */
export function prepareAcs(
  scheme: AcsScheme,
  request: SignableRequest,
): { readonly signedHeaders: string; readonly stringToSign: string; readonly canonicalRequest: string } {
  const signedHeaders = headersToSign(request.headers);
  const payloadHash = contentSha256(request.body);
  if (request.headers.get("x-acs-content-sha256") !== payloadHash) {
    throw new TypeError("x-acs-content-sha256 is not the SHA-256 of the body");
  }
  const canonical = canonicalRequest({ ...request, scheme, signedHeaders, payloadHash });
  if (unpairedSurrogate.test(canonical)) {
    throw new TypeError("text with an unpaired surrogate cannot be signed");
  }
  return {
    signedHeaders: signedHeaders.join(";"),
    stringToSign: stringToSignAcs(scheme, canonical),
    canonicalRequest: canonical,
  };
}

function canonicalQuery(query: ReadonlyMap<string, string>, afterNameOfEmpty: string): string {
  let text = "";
  let separator = "";
  for (const name of sortByBytes(query.keys())) {
    const value = query.get(name) ?? "";
    // With neither name nor value there must still be something to sign, or `?=` could be added unnoticed.
    const bare = value === "" && name !== "";
    text += separator + encodeAllButMarks(name) + (bare ? afterNameOfEmpty : "=" + encodeAllButMarks(value));
    separator = "&";
  }
  return encodeMarks(text);
}
