import { randomUUID } from "node:crypto";
import type { GatewayRequest } from "@keyferry/gateway";
import { keyferryOperations } from "@keyferry/protocol";
import { contentSha256, percentEncode, signAcs3, signAcs4, signV1 } from "@keyferry/signature";

/** Who signs. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
}

export const root: Signer = { accessKeyId: "root", secret: "root-secret" };
/** A user who may Encrypt, DescribeKey, and nothing else. */
export const ci: Signer = { accessKeyId: "LTAI-ci", secret: "not-a-secret" };
/** The same user's key that is switched off. */
export const off: Signer = { accessKeyId: "LTAI-off", secret: "not-a-secret-either" };

export const publicHost = "kms.cn-hangzhou.aliyuncs.com";
export const start = Date.UTC(2026, 0, 2, 3, 4, 5);

export type Parameters = Readonly<Record<string, string | undefined>>;

/** How a request is sent; the defaults are POST, everything in the query, signed by the root. */
export interface Sending {
  readonly method?: string;
  /**
   * `split`: Action, Version and Signature in the query, the rest in the form, as some clients have it. `parameters`: the
   * operation's in the form, the scheme's in the query, as others have it.
   */
  readonly place?: "query" | "form" | "split" | "parameters";
  /** Of the operation's parameters, those that go into the query where the others go into the form. */
  readonly inQuery?: readonly string[];
  readonly host?: string;
  readonly signer?: Signer;
  /** Beside those that the scheme needs; undefined removes one. Set before signing. */
  readonly headers?: Parameters;
  /** Of an ACS4 signature; by default the public gateway's. */
  readonly scope?: { readonly region?: string; readonly product?: string };
  /** Of a request that asks for no operation. */
  readonly path?: string;
  /** Of such a request, in place of a form. */
  readonly body?: string;
}

const scheme = { "ACS3-HMAC-SHA256": signAcs3, "ACS4-HMAC-SHA256": signAcs4 } as const;
export type AcsScheme = keyof typeof scheme;

/** Parameters of signature version 1.0 itself. */
const schemeParameters: ReadonlySet<string> = new Set([
  ...["Action", "Version", "Format", "AccessKeyId", "SecurityToken", "Timestamp"],
  ...["Signature", "SignatureMethod", "SignatureType", "SignatureVersion", "SignatureNonce"],
]);

/** The version of our own API for its actions, that of KMS for any other. */
function versionFor(action: string): string {
  return Object.hasOwn(keyferryOperations, action) ? "keyferry/2026-12-01" : "2016-01-20";
}

/** An RPC request of signature version 1.0. `parameters` override those of the scheme; undefined removes one. */
export function v1(action: string, parameters: Parameters = {}, sending: Sending = {}): GatewayRequest {
  const { method = "POST", place = "query", host = publicHost, signer = root } = sending;
  const all = defined({
    Action: action,
    Version: versionFor(action),
    Format: "JSON",
    AccessKeyId: signer.accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: "2026-01-02T03:04:05Z",
    ...parameters,
  });
  if (!("Signature" in parameters)) {
    all.set("Signature", signV1({ method, parameters: all }, bytes(signer.secret)).signature);
  }
  const inQuery = (name: string) =>
    place === "query" ||
    (place === "split" && ["Action", "Version", "Signature"].includes(name)) ||
    (place === "parameters" && (schemeParameters.has(name) || sending.inQuery?.includes(name) === true));
  const query = [...all].filter(([name]) => inQuery(name));
  const form = [...all].filter(([name]) => !inQuery(name));
  const headers = defined({ host, ...formType(form), ...sending.headers });
  return { method, target: targetOf(query), headers, body: bytes(encode(form)), ...origin };
}

/** A request of a header scheme, Action and Version in headers. */
export function acs(
  name: AcsScheme,
  action: string,
  parameters: Parameters = {},
  sending: Sending = {},
): GatewayRequest {
  const { method = "POST", place = "query", host = publicHost, signer = root, path = "/" } = sending;
  const all = defined(parameters);
  const [query, form] =
    place === "query" ? [all, new Map<string, string>()] : [new Map<string, string>(), all];
  const body = bytes(sending.body ?? encode([...form]));
  const headers = defined({
    host,
    ...formType([...form]),
    "x-acs-action": action,
    "x-acs-version": versionFor(action),
    "x-acs-date": "2026-01-02T03:04:05Z",
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-content-sha256": contentSha256(body),
    ...sending.headers,
  });
  const { authorization } = scheme[name](
    { method, path, query, parameters: all, headers, body },
    {
      accessKeyId: signer.accessKeyId,
      accessKeySecret: bytes(signer.secret),
      region: "cn-hangzhou",
      product: "Kms",
      ...sending.scope,
    },
  );
  headers.set("authorization", authorization);
  return { method, target: path + targetOf([...query]).slice(1), headers, body, ...origin };
}

/** The request with one header set, or removed: after it was signed. */
export function withHeader(request: GatewayRequest, name: string, value?: string): GatewayRequest {
  const headers = new Map(request.headers);
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
  return { ...request, headers };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const origin = { sourceAddress: "192.0.2.7", secure: false };

function formType(form: readonly unknown[]): Parameters {
  return form.length === 0 ? {} : { "content-type": "application/x-www-form-urlencoded" };
}

function defined(values: Parameters): Map<string, string> {
  return new Map(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function targetOf(query: readonly (readonly [string, string])[]): string {
  return query.length === 0 ? "/" : `/?${encode(query)}`;
}

function encode(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
}
