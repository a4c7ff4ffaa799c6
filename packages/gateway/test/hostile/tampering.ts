import type { GatewayRequest } from "@keyferry/gateway";
import fc from "fast-check";

/** A change to a request on its way. Places are any numbers: they are taken modulo how many there are. */
export interface Tampering {
  /** `METHOD`, `TARGET`, `BODY`, or a number that chooses a header. */
  readonly part: "METHOD" | "TARGET" | "BODY" | number;
  readonly edit: "flip" | "cut" | "insert" | "remove" | "double" | "swap" | "append" | "prepend";
  readonly place: number;
  readonly bit: number;
  readonly text: string;
}

/** Blanks of every kind are among them: what is trimmed for the signature must not mean something else to the service. */
const insertions = [
  " ",
  "\t",
  "\u00a0",
  "\ufeff",
  "\u2003",
  "0",
  "a",
  "=",
  "&",
  "&a=b",
  "&=b",
  "&a",
  "%20",
  "+",
  ",",
  ";",
  "/",
  ":80",
];

/** Any change to a request. */
export const tampering: fc.Arbitrary<Tampering> = fc.record({
  part: fc.oneof(
    { weight: 1, arbitrary: fc.constant("METHOD") },
    { weight: 6, arbitrary: fc.constantFrom("TARGET", "BODY") },
    { weight: 6, arbitrary: fc.nat() },
  ),
  edit: fc.constantFrom("flip", "cut", "insert", "remove", "double", "swap", "append", "prepend"),
  place: fc.nat(),
  bit: fc.nat(7),
  text: fc.constantFrom(...insertions),
});

/** The request with one change. */
export function tamper(request: GatewayRequest, change: Tampering): GatewayRequest {
  const { method, target, headers, body } = request;
  if (change.part === "METHOD") return { ...request, method: method === "GET" ? "POST" : "GET" };
  if (change.part === "TARGET") return { ...request, target: edited(target, change) };
  if (change.part === "BODY") {
    const text = edited(Buffer.from(body).toString("latin1"), change);
    return { ...request, body: new Uint8Array(Buffer.from(text, "latin1")) };
  }
  const names = [...headers.keys()];
  const name = names[change.part % names.length] ?? "host";
  return { ...request, headers: new Map(headers).set(name, edited(headers.get(name) ?? "", change)) };
}

function edited(text: string, { edit, place, bit, text: inserted }: Tampering): string {
  const at = text.length === 0 ? 0 : place % text.length;
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (edit) {
    case "flip":
      return text === ""
        ? "\u0001"
        : before + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + after.slice(1);
    case "cut":
      return before;
    case "insert":
      return before + inserted + after;
    case "remove":
      return before + after.slice(1);
    case "append":
      return text + inserted;
    case "prepend":
      return inserted + text;
    case "double": {
      const parts = text.split("&");
      return [...parts, parts[place % parts.length]].join("&");
    }
    case "swap": {
      const parts = text.split("&");
      const [first, second] = [place % parts.length, (place + 1 + bit) % parts.length];
      return parts
        .with(first, parts[second] ?? "")
        .with(second, parts[first] ?? "")
        .join("&");
    }
  }
}

/**
 * What of a request its signature must cover, as text: two requests with one meaning are one request. Read by the
 * platform's forgiving parsers: what the gateway's strict ones refuse cannot be taken for right anyway.
 */
export function meaningOf({ method, target, headers, body }: GatewayRequest): string {
  const mark = target.indexOf("?");
  const [path, queryText] = mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  const isForm = type.trim().toLowerCase() === "application/x-www-form-urlencoded";
  const query = [...new URLSearchParams(queryText)].sort();
  const authorization = headers.get("authorization") ?? "";
  if (!authorization.startsWith("ACS")) {
    const form = isForm ? [...new URLSearchParams(Buffer.from(body).toString("latin1"))] : [];
    return JSON.stringify([method, path, [...query, ...form].sort()]);
  }
  const covered = [...headers]
    .filter(([name]) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
    // RFC 9110 5.6.3: blanks around a value are no part of it.
    .map(([name, value]) => [name, value.replaceAll(/^[ \t]+|[ \t]+$/g, "")]);
  const claim = authorization
    .trim()
    .replaceAll(/\s*([,=])\s*/g, "$1")
    .replaceAll(/\s+/g, " ");
  return JSON.stringify([method, path, query, covered, Buffer.from(body).toString("hex"), claim]);
}
