import { contentSha256, signAcs3, signAcs4, signV1 } from "@keyferry/signature";
import type { AcsScheme, AcsSignature, SignableRequest } from "@keyferry/signature";
import { formOf } from "../src/request.ts";

export const noBody = new Uint8Array();

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function map(values: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(values));
}

/** What a request is made of: the parameters of its form stand apart from those of its query. */
export interface Parts extends Partial<Omit<SignableRequest, "parameters">> {
  readonly form?: ReadonlyMap<string, string>;
}

/** A request with nothing in it but what is given. */
export function request({ form, ...parts }: Parts = {}): SignableRequest {
  const empty = new Map<string, string>();
  const parameters = new Map([...(parts.query ?? empty), ...(form ?? empty)]);
  return { method: "POST", path: "/", query: empty, headers: empty, body: noBody, ...parts, parameters };
}

export const signingSecret = bytes("testsecret");

/** The parameters that every V1 request has, without its Signature. */
export const v1Parameters = {
  Action: "DescribeKey",
  Version: "2016-01-20",
  AccessKeyId: "testid",
  SignatureMethod: "HMAC-SHA1",
  SignatureVersion: "1.0",
  SignatureNonce: "9e030f6b-03a2-40f0-a6ba-157d44532fd0",
  Timestamp: "2026-01-02T03:04:05Z",
} as const;

/** A V1 request, all parameters in the query, signed as it stands. */
export function signedV1(parameters: Readonly<Record<string, string>> = v1Parameters): SignableRequest {
  const query = map(parameters);
  query.set("Signature", signV1({ method: "POST", parameters: query }, signingSecret).signature);
  return request({ query });
}

/** The headers that an ACS request with this body has, without its Authorization. */
export function acsHeaders(body: Uint8Array = noBody): Map<string, string> {
  return map({
    accept: "application/json",
    host: "kms.cn-hangzhou.aliyuncs.com",
    "x-acs-action": "DescribeKey",
    "x-acs-version": "2016-01-20",
    "x-acs-date": "2026-01-02T03:04:05Z",
    "x-acs-signature-nonce": "0123456789abcdef0123456789abcdef",
    "x-acs-content-sha256": contentSha256(body),
  });
}

export const acsSchemes: readonly AcsScheme[] = ["ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"];

export function signAcs(scheme: AcsScheme, unsigned: SignableRequest, secret = signingSecret): AcsSignature {
  const credential = { accessKeyId: "testid", accessKeySecret: secret };
  return scheme === "ACS3-HMAC-SHA256"
    ? signAcs3(unsigned, credential)
    : signAcs4(unsigned, { ...credential, region: "cn-hangzhou", product: "Kms" });
}

/** The request with the Authorization header that its scheme asks for. */
export function signedAcs(scheme: AcsScheme, parts: Parts = {}): SignableRequest {
  const unsigned = request({ headers: acsHeaders(parts.body), ...parts });
  return withHeader(unsigned, "authorization", signAcs(scheme, unsigned).authorization);
}

/** The request with one header set, or removed. */
export function withHeader(original: SignableRequest, name: string, value?: string): SignableRequest {
  const headers = new Map(original.headers);
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
  return { ...original, headers };
}

/** The request with one query parameter set, or removed. */
export function withQuery(original: SignableRequest, name: string, value?: string): SignableRequest {
  const query = new Map(original.query);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  return request({ ...original, query, form: new Map(formOf(original)) });
}
