import { SignatureError } from "./errors.ts";
import type { SignableRequest } from "./request.ts";

const alwaysSigned: readonly string[] = [
  "host",
  "x-acs-action",
  "x-acs-content-sha256",
  "x-acs-date",
  "x-acs-version",
];

/**
 * Names of the headers that a signer of ACS requests signs, sorted: `host`, `content-type` and all that start with
 * `x-acs-`.
 *
 * @throws TypeError when a header that every request must sign is absent or empty: no server would accept it
 */
export function headersToSign(headers: ReadonlyMap<string, string>): readonly string[] {
  for (const name of alwaysSigned) {
    if ((headers.get(name) ?? "") === "") throw new TypeError(`the request has no header ${name} to sign`);
  }
  return [...headers.keys()].filter((name) => name === "host" || isMeaningful(name)).sort();
}

/**
 * Makes sure that the headers a request names as signed are there, and that none is missing among them that a
 * server acts on.
 *
 * @throws SignatureError `IncompleteSignature`
 */
export function requireSignedHeaders(request: SignableRequest, signedHeaders: readonly string[]): void {
  const signed = new Set(signedHeaders);
  if (signed.size !== signedHeaders.length) throw incomplete("SignedHeaders names a header twice");
  for (const name of signed) {
    if (!request.headers.has(name)) throw incomplete("SignedHeaders names a header that was not sent");
  }
  for (const name of alwaysSigned) {
    if (!signed.has(name)) throw incomplete(`the header ${name} is not signed`);
  }
  for (const name of request.headers.keys()) {
    if (signed.has(name) || !isMeaningful(name)) continue;
    // Some clients' HTTP libraries add a content-type after signing, to an empty body, where it decides nothing.
    if (name === "content-type" && request.body.length === 0) continue;
    throw incomplete(`the header ${name} is not signed`);
  }
}

function isMeaningful(name: string): boolean {
  return name.startsWith("x-acs-") || name === "content-type";
}

function incomplete(message: string): SignatureError {
  return new SignatureError("IncompleteSignature", message);
}
