import { createHash, createHmac } from "node:crypto";
import type { SignableRequest } from "@keyferry/signature";
import { acsHeaders, map, noBody, request, v1Parameters } from "./requests.ts";

export const secret = "testsecret";

/** RFC 3986, by another way than the package's own. */
export function rfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** How encoders that people reach for differ from RFC 3986. */
export const encoders = {
  javaScript: encodeURIComponent,
  java: (text: string) => rfc3986(text).replaceAll("%2A", "*").replaceAll("~", "%7E").replaceAll("%20", "+"),
  form: (text: string) => rfc3986(text).replaceAll("~", "%7E").replaceAll("%20", "+"),
  python: (text: string) => rfc3986(text).replaceAll("%2F", "/"),
  lowerCase: (text: string) => rfc3986(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
} as const;

type Pairs = readonly (readonly [string, string])[];

export function byName(pairs: Pairs): Pairs {
  return pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** What a V1 client does; each member stands for one thing to get wrong. */
export interface V1Habits {
  readonly method?: string;
  readonly encode?: (text: string) => string;
  readonly encodeName?: (text: string) => string;
  readonly encodeValue?: (text: string) => string;
  readonly again?: (text: string) => string;
  readonly path?: string;
  readonly pairs?: (pairs: Pairs) => Pairs;
  readonly equals?: (value: string) => string;
  readonly key?: string;
  readonly hash?: "sha1" | "sha256";
  readonly write?: (mac: Buffer) => string;
}

/** A V1 request, its parameters in the query unless `form` has them, signed by such a client. */
export function sloppyV1(
  habits: V1Habits,
  parameters: Readonly<Record<string, string>> = {},
  form: Readonly<Record<string, string>> = {},
): { readonly sent: SignableRequest; readonly text: string } {
  const query = map({ ...v1Parameters, ...parameters });
  const { encode = rfc3986, pairs = byName, method = "POST", key = `${secret}&`, hash = "sha1" } = habits;
  const {
    encodeName = encode,
    encodeValue = encode,
    again = encode,
    equals = () => "=",
    path = again("/"),
  } = habits;
  const canonical = pairs([...query, ...Object.entries(form)])
    .map(([name, value]) => encodeName(name) + equals(value) + encodeValue(value))
    .join("&");
  const text = `${method}&${path}&${again(canonical)}`;
  const mac = createHmac(hash, key).update(text).digest();
  query.set("Signature", habits.write?.(mac) ?? mac.toString("base64"));
  return { sent: request({ query, form: map(form) }), text };
}

/** What an ACS client does. */
export interface AcsHabits {
  readonly scheme?: "ACS3-HMAC-SHA256" | "ACS4-HMAC-SHA256";
  readonly method?: string;
  readonly path?: string;
  readonly encode?: (text: string) => string;
  readonly empty?: string;
  readonly query?: Pairs;
  readonly headerLines?: (lines: readonly string[]) => string;
  /** Order of SignedHeaders. */
  readonly signed?: (names: readonly string[]) => readonly string[];
  /** A header's value as it is signed. */
  readonly headerValue?: (name: string, value: string) => string;
  readonly payload?: (hash: string) => string;
  readonly textOf?: (canonical: string, scheme: string) => string;
  readonly key?: () => string | Buffer;
  readonly write?: (mac: Buffer) => string;
}

export function sha256Hex(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** One link of an ACS4 key chain. */
export function link(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** The key of an ACS4 signature, the proper way. */
export function acs4Key(first = `aliyun_v4${secret}`, product = "Kms", date = "20260102"): Buffer {
  return link(link(link(link(first, date), "cn-hangzhou"), product), "aliyun_v4_request");
}

/** An ACS request signed by such a client. */
export function sloppyAcs(
  habits: AcsHabits,
  query: Readonly<Record<string, string>> = {},
  parts: {
    readonly body?: Uint8Array;
    readonly form?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): { readonly sent: SignableRequest; readonly canonical: string; readonly text: string } {
  const { scheme = "ACS3-HMAC-SHA256", method = "POST", path = "/", encode = rfc3986 } = habits;
  const { body = noBody, form = {} } = parts;
  const headers = new Map([...acsHeaders(body), ...Object.entries(parts.headers ?? {})]);
  headers.delete("accept");
  const { empty = scheme === "ACS3-HMAC-SHA256" ? "=" : "" } = habits;
  const sorted = [...headers.keys()].toSorted();
  const names = habits.signed?.(sorted) ?? sorted;
  const lines = names.map((name) => {
    const value = headers.get(name) ?? "";
    return `${name}:${habits.headerValue?.(name, value) ?? value}`;
  });
  const hash = sha256Hex(body);
  const queryText = byName(habits.query ?? Object.entries(query))
    .map(([name, value]) => encode(name) + (value === "" ? empty : `=${encode(value)}`))
    .join("&");
  const canonical = [
    method,
    path,
    queryText,
    habits.headerLines?.(lines) ?? `${lines.join("\n")}\n`,
    names.join(";"),
    habits.payload?.(hash) ?? hash,
  ].join("\n");
  const text =
    habits.textOf?.(canonical, scheme) ??
    `${scheme}
${sha256Hex(canonical)}`;
  const key = habits.key?.() ?? (scheme === "ACS3-HMAC-SHA256" ? secret : acs4Key());
  const mac = createHmac("sha256", key).update(text).digest();
  const signature = habits.write?.(mac) ?? mac.toString("hex");
  const credential =
    scheme === "ACS3-HMAC-SHA256" ? "testid" : "testid/20260102/cn-hangzhou/Kms/aliyun_v4_request";
  headers.set(
    "authorization",
    `${scheme} Credential=${credential},SignedHeaders=${names.join(";")},Signature=${signature}`,
  );
  return { sent: request({ query: map(query), form: map(form), headers, body }), canonical, text };
}
