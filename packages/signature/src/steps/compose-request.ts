import { secretUtf8, wipe } from "@keyferry/bytes";
import { contentSha256, type AcsScheme } from "../acs.ts";
import { percentEncode } from "../canonical-query.ts";
import type { SignatureScheme } from "../claim.ts";

/** One call, and how it is to be signed and sent. */
export interface CallToSign {
  readonly scheme: SignatureScheme;
  /** GET: parameters in the query. POST: in the body, as a form. */
  readonly method: "GET" | "POST";
  /** Host that the request will name, with its port where that is not the scheme's own. ACS signs it. */
  readonly host: string;
  /** Operation. */
  readonly action: string;
  /** Version of its API. */
  readonly version: string;
  /** Of the operation, in text form, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly format: "JSON" | "XML";
  readonly accessKeyId: string;
  /** UTF-8 bytes; read, never kept nor changed. */
  readonly accessKeySecret: Uint8Array;
  /** Of temporary credentials. */
  readonly securityToken?: string;
  /** Milliseconds since the epoch; sent in whole seconds. */
  readonly time: number;
  /** Never used before with this access key. */
  readonly nonce: string;
  /** Of an ACS4 credential. Default region: cn-hangzhou; default product: Kms. */
  readonly scope?: { readonly region: string; readonly product: string };
}

/** A call before its signature. */
export interface ComposedRequest {
  /** All that V1 signs and sends as parameters; for ACS those of the operation, and Format for XML. */
  readonly parameters: ReadonlyMap<string, string>;
  /** By lower-case name, `host` too. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Percent-encoded pairs, in the order of the map: a query, or a form body. @throws TypeError on an unpaired surrogate */
export function encodeForm(parameters: ReadonlyMap<string, string>): string {
  return Array.from(parameters, ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join(
    "&",
  );
}

/** Puts what is common to all calls beside the parameters: among them (V1) or in headers (ACS). */
export function composeRequest(call: CallToSign): ComposedRequest {
  return call.scheme === "V1" ? composeV1(call) : composeAcs({ ...call, scheme: call.scheme });
}

function composeV1(call: CallToSign): ComposedRequest {
  const { method, host, action, version, format, accessKeyId, securityToken, nonce } = call;
  const parameters = new Map([
    ["Action", action],
    ["Version", version],
    ["Format", format],
    ["AccessKeyId", accessKeyId],
    ["SignatureMethod", "HMAC-SHA1"],
    ["SignatureVersion", "1.0"],
    ["SignatureNonce", nonce],
    ["Timestamp", timestampOf(call)],
    ...(securityToken === undefined ? [] : ([["SecurityToken", securityToken]] as const)),
    ...call.parameters,
  ]);
  return { parameters, headers: new Map([["host", host], ...formType(method, parameters)]) };
}

function composeAcs(call: CallToSign & { readonly scheme: AcsScheme }): ComposedRequest {
  const { method, host, action, version, format, accessKeyId, securityToken, nonce } = call;
  // Servers of this API go by the parameter, whatever is said to be accepted. JSON is what they answer by themselves.
  const parameters = new Map([
    ...(format === "XML" ? ([["Format", format]] as const) : []),
    ...call.parameters,
  ]);
  const body = secretUtf8(method === "POST" ? encodeForm(parameters) : "");
  const headers = new Map([
    ["host", host],
    ["accept", format === "JSON" ? "application/json" : "application/xml"],
    ...formType(method, parameters),
    ["x-acs-action", action],
    ["x-acs-version", version],
    ["x-acs-date", timestampOf(call)],
    ["x-acs-signature-nonce", nonce],
    ["x-acs-content-sha256", contentSha256(body)],
    ...(securityToken === undefined
      ? []
      : ([
          ["x-acs-security-token", securityToken],
          ["x-acs-accesskey-id", accessKeyId],
        ] as const)),
  ]);
  wipe(body);
  return { parameters, headers };
}

/** A body says what it is; without a body there is nothing to say. */
function formType(
  method: string,
  parameters: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  return method === "POST" && parameters.size > 0
    ? [["content-type", "application/x-www-form-urlencoded"]]
    : [];
}

function timestampOf({ time }: CallToSign): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
