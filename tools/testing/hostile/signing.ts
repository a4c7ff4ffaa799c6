import { randomUUID } from "node:crypto";
import { contentSha256, percentEncode, signAcs3, signAcs4, signV1 } from "@keyferry/signature";
import type { HttpRequest } from "./http-request.ts";

/** An access key that the server knows. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

/** What is asked for, and how. */
export interface Call {
  readonly key: AccessKey;
  readonly action: string;
  /** Decoded; they override those of the scheme. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Headers beside those that a request needs. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent behind the signature: with it, the signature is wrong. */
  readonly unsigned?: string;
}

const host = "localhost";
const formType = "application/x-www-form-urlencoded";

/** The parameters of a V1 request, but its signature. */
export function v1Parameters({ key, action, parameters = {} }: Call): Map<string, string> {
  return new Map(
    Object.entries({
      Action: action,
      Version: action === "AssumeRole" ? "2015-04-01" : "2016-01-20",
      Format: "JSON",
      AccessKeyId: key.id,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: randomUUID(),
      Timestamp: now(),
      ...parameters,
    }),
  );
}

/** A form that V1 has signed. */
export function v1(call: Call): HttpRequest {
  const parameters = v1Parameters(call);
  if (!parameters.has("Signature")) {
    parameters.set("Signature", signV1({ method: "POST", parameters }, bytes(call.key.secret)).signature);
  }
  const headers = Object.entries({ host, "content-type": formType, ...call.headers });
  return { method: "POST", target: "/", headers, body: encoded(parameters) + (call.unsigned ?? "") };
}

/** A request that an ACS scheme has signed: parameters in a query, or in a form, or another body. */
export function acs(
  scheme: "ACS3" | "ACS4",
  { key, action, parameters = {}, headers: more = {}, unsigned = "" }: Call,
  place: "query" | "form" | { readonly body: string } = "form",
): HttpRequest {
  const values = new Map(Object.entries(parameters));
  const [query, form] =
    place === "form" ? [new Map<string, string>(), values] : [values, new Map<string, string>()];
  const body = typeof place === "string" ? encoded(form) : place.body;
  const headers = new Map(
    Object.entries({
      host,
      ...(body !== "" && { "content-type": place === "form" ? formType : "application/json" }),
      "x-acs-action": action,
      "x-acs-version": "2016-01-20",
      "x-acs-date": now(),
      "x-acs-signature-nonce": randomUUID(),
      "x-acs-content-sha256": contentSha256(Buffer.from(body, "latin1")),
      ...more,
    }),
  );
  const sign = scheme === "ACS3" ? signAcs3 : signAcs4;
  const { authorization } = sign(
    { method: "POST", path: "/", query, parameters: values, headers, body: Buffer.from(body, "latin1") },
    { accessKeyId: key.id, accessKeySecret: bytes(key.secret), region: "cn-hangzhou", product: "Kms" },
  );
  headers.set("authorization", authorization);
  const target = query.size === 0 ? "/" : `/?${encoded(query)}`;
  return { method: "POST", target: target + unsigned, headers: [...headers], body };
}

/** The form of parameters. */
export function encoded(parameters: ReadonlyMap<string, string>): string {
  return Array.from(parameters, ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join(
    "&",
  );
}

/** The present time, as the schemes write it. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
