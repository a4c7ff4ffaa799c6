import { secretUtf8, wipe } from "@keyferry/bytes";
import { signAcs3 } from "../acs3.ts";
import { signAcs4 } from "../acs4.ts";
import { dayOf, type SignatureScheme } from "../claim.ts";
import { acs4Terminator } from "../credential.ts";
import type { SignableRequest } from "../request.ts";
import { canonicalQueryV1, signV1 } from "../v1.ts";
import { composeRequest, encodeForm, type CallToSign, type ComposedRequest } from "./compose-request.ts";
import { join, joinBy, marked, part, type MarkedText, type Run } from "./marked-text.ts";
import {
  readAuthorization,
  readCanonicalRequest,
  readHeader,
  readQuery,
  readStringToSign,
} from "./read-texts.ts";

/** One step of a signature. */
export interface SignatureStep extends MarkedText {
  readonly name: "canonical query" | "canonical request" | "string to sign" | "signature" | "request";
  /** Where in the text the outcome of the step before stands, encoded once more or hashed; the first step has none. */
  readonly input?: Run;
}

/** What the key of a signature is made of. The secret itself is not in it. */
export interface SigningKey {
  readonly hash: "HMAC-SHA1" | "HMAC-SHA256";
  /** Stands before the secret. */
  readonly prefix: "" | "aliyun_v4";
  /** Stands behind the secret. */
  readonly suffix: "" | "&";
  /** Each makes of the key before it, by the hash, the next key; the last one signs. None: the secret signs itself. */
  readonly links: readonly string[];
}

/** A request, signed and ready to be sent. */
export interface SignedRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly target: string;
  /** By lower-case name; with `host`, which browsers set themselves. */
  readonly headers: Readonly<Record<string, string>>;
  /** A form; empty for GET. */
  readonly body: string;
}

/** A signature from its parameters to the request, in four steps. */
export interface SignatureSteps {
  readonly scheme: SignatureScheme;
  readonly steps: readonly [SignatureStep, SignatureStep, SignatureStep, SignatureStep];
  readonly key: SigningKey;
  readonly stringToSign: string;
  /** V1: base64. ACS: lower-case hex. */
  readonly signature: string;
  /** What the last step shows. */
  readonly request: SignedRequest;
}

/**
 * Signs a call and tells each step. The texts are those that `signV1`, `signAcs3` and `signAcs4` have signed; the marks
 * are read from them. They hold the values of all parameters, so they are for the caller's eyes only.
 *
 * @throws TypeError as the signers do
 */
export function signatureSteps(call: CallToSign): SignatureSteps {
  const composed = composeRequest(call);
  return call.scheme === "V1" ? stepsV1(call, composed) : stepsAcs(call, composed);
}

function stepsV1(call: CallToSign, { parameters, headers }: ComposedRequest): SignatureSteps {
  const { method, accessKeySecret } = call;
  const { signature, stringToSign } = signV1({ method, parameters }, accessKeySecret);
  const form = encodeForm(new Map([...parameters, ["Signature", signature]]));
  const request = requestOf(method, form, headers);
  const before = `${method}&%2F&`.length;
  return {
    scheme: "V1",
    key: { hash: "HMAC-SHA1", prefix: "", suffix: "&", links: [] },
    stringToSign,
    signature,
    request,
    steps: [
      { name: "canonical query", ...readQuery(canonicalQueryV1(parameters), "once") },
      {
        name: "string to sign",
        ...readStringToSign(stringToSign),
        input: { from: before, to: stringToSign.length },
      },
      signatureStep(marked("parameter", "Signature", "value", signature)),
      requestStep(request),
    ],
  };
}

function stepsAcs(call: CallToSign, { parameters, headers }: ComposedRequest): SignatureSteps {
  const { scheme, method } = call;
  const form = encodeForm(parameters);
  const body = secretUtf8(method === "POST" ? form : "");
  const query = method === "GET" ? parameters : new Map<string, string>();
  const signed = signAcs(call, { method, path: "/", query, parameters, headers, body });
  wipe(body);
  const { authorization, stringToSign, canonicalRequest } = signed;
  const request = requestOf(method, form, new Map([...headers, ["authorization", authorization]]));
  const signature = authorization.slice(authorization.lastIndexOf("=") + 1);
  return {
    scheme,
    key: keyOf(call, headers.get("x-acs-date") ?? ""),
    stringToSign,
    signature,
    request,
    steps: [
      { name: "canonical request", ...readCanonicalRequest(canonicalRequest) },
      {
        name: "string to sign",
        ...readStringToSign(stringToSign),
        input: { from: scheme.length + 1, to: stringToSign.length },
      },
      signatureStep(part("signature", signature)),
      requestStep(request),
    ],
  };
}

function signAcs(call: CallToSign, request: SignableRequest) {
  const { accessKeyId, accessKeySecret } = call;
  return call.scheme === "ACS4-HMAC-SHA256"
    ? signAcs4(request, { accessKeyId, accessKeySecret, ...scopeOf(call) })
    : signAcs3(request, { accessKeyId, accessKeySecret });
}

function scopeOf({ scope }: CallToSign) {
  return scope ?? { region: "cn-hangzhou", product: "Kms" };
}

function keyOf(call: CallToSign, date: string): SigningKey {
  if (call.scheme !== "ACS4-HMAC-SHA256") return { hash: "HMAC-SHA256", prefix: "", suffix: "", links: [] };
  const { region, product } = scopeOf(call);
  return {
    hash: "HMAC-SHA256",
    prefix: "aliyun_v4",
    suffix: "",
    links: [dayOf(date) ?? "", region, product, acs4Terminator],
  };
}

function requestOf(
  method: "GET" | "POST",
  form: string,
  headers: ReadonlyMap<string, string>,
): SignedRequest {
  const isQuery = method === "GET" && form !== "";
  return {
    method,
    target: isQuery ? `/?${form}` : "/",
    headers: Object.fromEntries(headers),
    body: method === "POST" ? form : "",
  };
}

function signatureStep(text: MarkedText): SignatureStep {
  return { name: "signature", ...text, input: { from: 0, to: text.text.length } };
}

/** The request as it travels: its line, its headers, its body. */
function requestStep({ method, target, headers, body }: SignedRequest): SignatureStep {
  const [path = "", query] = target.split("?");
  const line = join(
    part("method", method),
    " ",
    part("path", path),
    ...(query === undefined ? [] : ["?", readQuery(query, "once")]),
  );
  const lines = Object.entries(headers).map(([name, value]) =>
    name === "authorization"
      ? join("authorization: ", readAuthorization(value))
      : readHeader(`${name}: ${value}`, ": "),
  );
  const text = joinBy("\n", [line, ...lines, ...(body === "" ? [] : ["", readQuery(body, "once")])]);
  const at = text.marks.find(
    ({ of, name, shows }) =>
      shows === "value" &&
      (of === "parameter" ? name === "Signature" : of === "part" && name === "signature"),
  );
  return { name: "request", ...text, ...(at && { input: { from: at.from, to: at.to } }) };
}
