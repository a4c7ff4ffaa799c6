import { maxRequestBytes, type GatewayRequest } from "@keyferry/gateway";
import type { ErrorCode } from "@keyferry/protocol";
import {
  acs,
  bytes,
  ci,
  off,
  publicHost,
  v1,
  withHeader,
  type Parameters,
  type Sending,
} from "./requests.ts";

type Make = (format: Parameters) => GatewayRequest;
/** A request that is refused: with which code, and what is wrong with it. */
export type RefusedRequest = readonly [code: ErrorCode, what: string, make: Make];

const v1With =
  (parameters: Parameters, sending?: Sending): Make =>
  (format) =>
    v1("DescribeRegions", { ...format, ...parameters }, sending);
const acs3 =
  (change: (request: GatewayRequest) => GatewayRequest, sending?: Sending): Make =>
  (format) =>
    change(acs("ACS3-HMAC-SHA256", "DescribeRegions", format, sending));
const changed =
  (change: (request: GatewayRequest) => Partial<GatewayRequest>): Make =>
  (format) => {
    const request = v1("DescribeRegions", format);
    return { ...request, ...change(request) };
  };
const appended = (text: string): Make => changed(({ target }) => ({ target: target + text }));
const authorization =
  (edit: (text: string) => string): Make =>
  (format) => {
    const request = acs("ACS3-HMAC-SHA256", "DescribeRegions", format);
    return withHeader(request, "authorization", edit(request.headers.get("authorization") ?? ""));
  };
const form = { place: "form" } as const;

/** One request at least for every code of authentication and of the request itself. */
export const refusedRequests: readonly RefusedRequest[] = [
  ["UnsupportedHTTPMethod", "PUT", changed(() => ({ method: "PUT" }))],
  ["UnsupportedHTTPMethod", "HEAD", changed(() => ({ method: "HEAD" }))],
  ["UnsupportedHTTPMethod", "get in lower case", changed(() => ({ method: "get" }))],
  ["UnsupportedHTTPMethod", "nothing", changed(() => ({ method: "" }))],
  ["RequestEntityTooLarge", "a long target", appended(`&a=${"a".repeat(maxRequestBytes)}`)],
  ["RequestEntityTooLarge", "a long body", changed(() => ({ body: new Uint8Array(maxRequestBytes + 1) }))],
  [
    "RequestEntityTooLarge",
    "long headers",
    (format) => withHeader(v1("DescribeRegions", format), "x-long", "a".repeat(maxRequestBytes)),
  ],
  ["InvalidAction.NotFound", "another path", changed(({ target }) => ({ target: `/kms${target.slice(1)}` }))],
  ["InvalidAction.NotFound", "two slashes", changed(({ target }) => ({ target: `/${target}` }))],
  [
    "InvalidAction.NotFound",
    "an absolute target",
    changed(({ target }) => ({ target: `http://${publicHost}${target}` })),
  ],

  ["ParseRequestParameterException", "a lone %", appended("&a=%")],
  ["ParseRequestParameterException", "a % without hex", appended("&a=%zz")],
  ["ParseRequestParameterException", "a broken name", appended("&%f=a")],
  ["ParseRequestParameterException", "an overlong slash", appended("&a=%C0%AF")],
  ["ParseRequestParameterException", "an overlong NUL", appended("&a=%C0%80")],
  ["ParseRequestParameterException", "a surrogate in UTF-8", appended("&a=%ED%A0%80")],
  ["ParseRequestParameterException", "a code point too high", appended("&a=%F4%90%80%80")],
  ["ParseRequestParameterException", "an end in the middle of a character", appended("&a=%E5%AF")],
  ["ParseRequestParameterException", "Latin-1", appended("&a=%E9")],
  ["ParseRequestParameterException", "a NUL", appended("&a=%00")],
  ["ParseRequestParameterException", "a NUL in a name", appended("&a%00b=c")],
  ["ParseRequestParameterException", "a raw é", appended("&a=é")],
  ["ParseRequestParameterException", "a raw space", appended("&a=b c")],
  ["ParseRequestParameterException", "a raw line feed", appended("&a=b\nc")],
  ["ParseRequestParameterException", "a name twice", appended("&a=1&a=2")],
  ["ParseRequestParameterException", "a name twice, once encoded", appended("&ab=1&a%62=1")],
  ["ParseRequestParameterException", "Action twice", appended("&Action=ListKeys")],
  [
    "ParseRequestParameterException",
    "a name in query and form",
    (format) => {
      const request = v1("DescribeRegions", format, form);
      return { ...request, target: "/?Action=ListKeys" };
    },
  ],
  [
    "ParseRequestParameterException",
    "a form that is not ASCII",
    (format) => {
      const request = v1("DescribeRegions", format, form);
      return { ...request, body: bytes(`${new TextDecoder().decode(request.body)}&a=é`) };
    },
  ],

  ["MissingAction", "no Action", v1With({ Action: undefined })],
  ["MissingAction", "an empty Action", v1With({ Action: "" })],
  ["MissingAction", "no x-acs-action", acs3((request) => withHeader(request, "x-acs-action"))],
  ["MissingVersion", "no Version", v1With({ Version: undefined })],
  ["MissingVersion", "an empty Version", v1With({ Version: "" })],
  ["MissingVersion", "no x-acs-version", acs3((request) => withHeader(request, "x-acs-version"))],
  ["InvalidVersion", "another Version", v1With({ Version: "2014-01-01" })],
  ["InvalidVersion", "another x-acs-version", acs3((request) => withHeader(request, "x-acs-version", "1"))],
  ["InvalidAction.NotFound", "an unknown Action", v1With({ Action: "NoSuchAction" })],
  ["InvalidAction.NotFound", "an Action in lower case", v1With({ Action: "describeregions" })],
  ["InvalidAction.NotFound", "an Action that every object has", v1With({ Action: "constructor" })],
  ["InvalidAction.NotFound", "__proto__", v1With({ Action: "__proto__" })],

  ["MissingAccessKeyId", "no AccessKeyId", v1With({ AccessKeyId: undefined })],
  ["MissingAccessKeyId", "an empty AccessKeyId", v1With({ AccessKeyId: "" })],
  ["MissingAccessKeyId", "an empty Credential", authorization((text) => text.replace("root", ""))],
  ["MissingSignature", "no Signature", v1With({ Signature: undefined })],
  ["MissingSignature", "an empty Signature", v1With({ Signature: "" })],
  [
    "MissingSignature",
    "an Authorization without",
    authorization((text) => text.replace(/,Signature=.*/, "")),
  ],
  ["MissingTimestamp", "no Timestamp", v1With({ Timestamp: undefined })],
  ["MissingTimestamp", "an empty Timestamp", v1With({ Timestamp: "" })],
  ["MissingTimestamp", "no x-acs-date", acs3((request) => withHeader(request, "x-acs-date"))],
  ["IncompleteSignature", "an unknown SignatureMethod", v1With({ SignatureMethod: "HMAC-SHA256" })],
  ["IncompleteSignature", "no SignatureMethod", v1With({ SignatureMethod: undefined })],
  ["IncompleteSignature", "an unknown SignatureVersion", v1With({ SignatureVersion: "2.0" })],
  [
    "IncompleteSignature",
    "a scheme that is not offered",
    authorization((text) => text.replace("ACS3-HMAC-SHA256", "ACS3-HMAC-SM3")),
  ],
  ["IncompleteSignature", "a malformed Authorization", authorization(() => "ACS3-HMAC-SHA256 Credential")],
  [
    "IncompleteSignature",
    "an x-acs header that is not signed",
    acs3((request) => withHeader(request, "x-acs-a", "b")),
  ],
  ["IncompleteSignature", "a host that is not signed", authorization((text) => text.replace("host;", ""))],
  ["InvalidTimeStamp.Format", "a date without a time", v1With({ Timestamp: "2026-01-02" })],
  ["InvalidTimeStamp.Format", "another offset", v1With({ Timestamp: "2026-01-02T03:04:05+00:00" })],
  ["InvalidTimeStamp.Format", "a day that does not exist", v1With({ Timestamp: "2026-02-30T03:04:05Z" })],
  [
    "InvalidTimeStamp.Format",
    "an x-acs-date in words",
    acs3((request) => request, { headers: { "x-acs-date": "Fri, 02 Jan 2026 03:04:05 GMT" } }),
  ],
  ["InvalidTimeStamp.Expired", "15 minutes and a second ago", v1With({ Timestamp: "2026-01-02T02:49:04Z" })],
  [
    "InvalidTimeStamp.Expired",
    "15 minutes and a second ahead",
    v1With({ Timestamp: "2026-01-02T03:19:06Z" }),
  ],
  [
    "InvalidTimeStamp.Expired",
    "an x-acs-date of last year",
    acs3((request) => request, { headers: { "x-acs-date": "2025-01-02T03:04:05Z" } }),
  ],
  [
    "InvalidAccessKeyId.NotFound",
    "an unknown key",
    v1With({}, { signer: { ...ci, accessKeyId: "LTAI-none" } }),
  ],
  [
    "InvalidAccessKeyId.NotFound",
    "a key id that no key can have",
    v1With({}, { signer: { ...ci, accessKeyId: "' or 1=1" } }),
  ],
  ["InvalidAccessKeyId.Inactive", "a key that is switched off", v1With({}, { signer: off })],
  [
    "SignatureDoesNotMatch",
    "a key that is switched off, and the wrong secret",
    v1With({}, { signer: { ...off, secret: "wrong" } }),
  ],
  ["SignatureDoesNotMatch", "the wrong secret", v1With({}, { signer: { ...ci, secret: "wrong" } })],
  ["SignatureDoesNotMatch", "no base64", v1With({ Signature: "é" })],
  ["SignatureDoesNotMatch", "one parameter more than was signed", appended("&a=b")],
  ["SignatureDoesNotMatch", "an empty parameter more than was signed", appended("&a=")],
  ["SignatureDoesNotMatch", "another method than was signed", changed(() => ({ method: "GET" }))],
  [
    "SignatureDoesNotMatch",
    "another header than was signed",
    acs3((request) => withHeader(request, "x-acs-signature-nonce", "another")),
  ],
  [
    "SignatureDoesNotMatch",
    "another body than was signed",
    acs3((request) => ({ ...request, body: bytes("a") })),
  ],
  [
    "InvalidSecurityToken.MismatchWithAccessKey",
    "a token beside a permanent key",
    v1With({ SecurityToken: "token" }),
  ],
  [
    "InvalidSecurityToken.MismatchWithAccessKey",
    "an x-acs-security-token beside a permanent key",
    acs3((request) => request, { headers: { "x-acs-security-token": "token" } }),
  ],
];
