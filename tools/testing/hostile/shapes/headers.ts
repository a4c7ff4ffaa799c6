import { filled, type HttpRequest } from "../http-request.ts";
import type { HostileShape } from "../shape.ts";
import { now } from "../signing.ts";

/** What all headers of a request may measure, with room for those that a request needs. */
const room = 258_000;

type Headers = HttpRequest["headers"];

const get = (headers: Headers, target = "/"): HttpRequest => ({ method: "GET", target, headers, body: "" });
const local = ["host", "localhost"] as const;
/** The same header so often, with its share of the room. */
const repeated = (name: string, times: number, unit: string): Headers =>
  Array.from({ length: times }, () => [name, filled(Math.floor(200_000 / times), unit)]);
const one = (name: string, unit: string): Headers => [local, [name, filled(room, unit)]];

/** Requests that are hostile by their headers; nobody has signed them. */
export const headerShapes: readonly HostileShape[] = [
  {
    name: "a header of commas, 990 times",
    outcome: "RequestEntityTooLarge",
    make: () => get([local, ...repeated("a", 990, ",")]),
  },
  {
    name: "a header of commas, 16 times",
    outcome: "MissingAction",
    make: () => get([local, ...repeated("a", 16, ",")]),
  },
  {
    name: "100 headers of commas, each its own name",
    outcome: "MissingAction",
    make: () =>
      get([local, ...Array.from({ length: 100 }, (_, i) => [`a${String(i)}`, filled(2_400, ",")] as const)]),
  },
  {
    name: "36,000 headers of one letter",
    outcome: "RequestEntityTooLarge",
    make: () =>
      get([local, ...Array.from({ length: 36_000 }, (_, i) => [`a${String(i % 10)}`, "b"] as const)]),
  },
  { name: "a header of commas", outcome: "MissingAction", make: () => get(one("a", ",")) },
  {
    name: "a header of bytes that are no UTF-8",
    outcome: "MissingAction",
    make: () => get(one("a", "\xff")),
  },
  { name: "a header of emoji", outcome: "MissingAction", make: () => get(one("a", "\xf0\x9f\x98\x80")) },
  {
    name: "a long name of a header",
    outcome: "MissingAction",
    make: () => get([local, [filled(room, "A"), "b"]]),
  },
  {
    name: "a Host of letters",
    outcome: "InvalidProduct.NotFound",
    make: () => get([["host", filled(room, "a")]]),
  },
  {
    name: "a Host of dots",
    outcome: "InvalidProduct.NotFound",
    make: () => get([["host", filled(room, "a.")]]),
  },
  {
    name: "a Host of ports",
    outcome: "InvalidProduct.NotFound",
    make: () => get([["host", `a${filled(room, ":12345")}x`]]),
  },
  {
    name: "a Host of escaped quotes",
    outcome: "InvalidProduct.NotFound",
    make: () => get([["host", filled(room, '"\\')]]),
  },
  {
    name: "a Host of ampersands, answered in XML",
    outcome: "InvalidProduct.NotFound",
    make: () => get([["host", filled(room, "&")]], "/?Format=XML"),
  },
  {
    name: "a content-type of blanks",
    outcome: "MissingAction",
    make: () => get(one("content-type", "a   ")),
  },
  {
    name: "a content-type of semicolons",
    outcome: "MissingAction",
    make: () => get(one("content-type", ";")),
  },
  {
    name: "an Accept of commas, for an explanation",
    outcome: "none",
    unexplained: "InvalidAction.NotFound",
    make: () => get([local, ["accept", filled(room, ",")]], `/explain/${"0".repeat(32)}`),
  },
  {
    name: "a long Origin",
    outcome: "Forbidden.CrossOrigin",
    make: () => get([local, ["origin", `http://${filled(room, "a.")}`]]),
  },
  {
    name: "a long Authorization",
    outcome: "IncompleteSignature",
    make: () =>
      get([local, ...asking, ["authorization", `ACS3-HMAC-SHA256 ${filled(room - 500, "Credential=a,")}`]]),
  },
  {
    name: "SignedHeaders of 4,000 names",
    outcome: "IncompleteSignature",
    make: () =>
      get([
        local,
        ...asking,
        ["x-acs-date", now()],
        ["authorization", `ACS3-HMAC-SHA256 Credential=a,Signature=b,SignedHeaders=${filled(8_000, "a;")}`],
        ["x-acs-a", filled(room - 9_000, "a")],
      ]),
  },
  {
    name: "a long x-acs-date",
    outcome: "IncompleteSignature",
    make: () =>
      get([
        local,
        ...asking,
        ["authorization", "ACS3-HMAC-SHA256 Credential=a,Signature=b,SignedHeaders=c"],
        ["x-acs-date", filled(room - 500, "0")],
      ]),
  },
  {
    name: "a long x-acs-action",
    outcome: "InvalidAction.NotFound",
    make: () =>
      get([
        local,
        asking[1],
        ["x-acs-action", filled(room - 500, "a")],
        ["authorization", "ACS3-HMAC-SHA256"],
      ]),
  },
];

const asking = [
  ["x-acs-action", "ListKeys"],
  ["x-acs-version", "2016-01-20"],
] as const satisfies Headers;
