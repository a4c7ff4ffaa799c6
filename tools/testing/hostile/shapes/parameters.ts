import { filled, type HttpRequest } from "../http-request.ts";
import type { HostileShape } from "../shape.ts";
import { now } from "../signing.ts";

const full = 262_144;
const host = ["host", "localhost"] as const;
const formType = ["content-type", "application/x-www-form-urlencoded"] as const;

const query = (text: string): HttpRequest => ({
  method: "GET",
  target: `/?${text}`,
  headers: [host],
  body: "",
});
const form = (body: string, target = "/"): HttpRequest => ({
  method: "POST",
  target,
  headers: [host, formType],
  body,
});
const asking =
  "Action=ListKeys&Version=2016-01-20&Format=JSON&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0";
/** A form that claims to be signed. */
const claiming = (text: string): HttpRequest => form(`${asking}&${text}`);
/** Names that are all different, and short. */
const names = (count: number, name: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => name(index)).join("&");

/** Requests that are hostile by their parameters; nobody has signed them. */
export const parameterShapes: readonly HostileShape[] = [
  { name: "a query of ampersands", outcome: "MissingAction", make: () => query(filled(full - 300, "&")) },
  { name: "a form of ampersands", outcome: "MissingAction", make: () => form(filled(full, "&")) },
  { name: "a form of equals signs", outcome: "MissingAction", make: () => form(filled(full, "=")) },
  { name: "a form of plus signs", outcome: "MissingAction", make: () => form(`a=${filled(full - 2, "+")}`) },
  {
    name: "a form of encoded letters",
    outcome: "MissingAction",
    make: () => form(`a=${filled(full - 4, "%61")}`),
  },
  {
    name: "a form of encoded percent signs",
    outcome: "MissingAction",
    make: () => form(`a=${filled(full - 4, "%25")}`),
  },
  {
    name: "a form of emoji",
    outcome: "MissingAction",
    make: () => form(`a=${"%F0%9F%98%80".repeat(21_800)}`),
  },
  {
    name: "a form of letters and encoded letters in turn",
    outcome: "MissingAction",
    make: () => form(`a=${filled(full - 4, "%61b+c")}`),
  },
  {
    name: "an encoding that breaks at the end",
    outcome: "ParseRequestParameterException",
    make: () => form(`a=${filled(full - 7, "%61")}%C3`),
  },
  {
    name: "a NUL at the end",
    outcome: "ParseRequestParameterException",
    make: () => form(`a=${filled(full - 7, "%61")}%00`),
  },
  {
    name: "a blank at the end",
    outcome: "ParseRequestParameterException",
    make: () => form(`${filled(full - 1, "a")} `),
  },
  {
    name: "60,000 parameters",
    outcome: "RequestEntityTooLarge",
    make: () => form(names(60_000, (index) => index.toString(36)).slice(0, full)),
  },
  {
    name: "60,000 parameters with names of digits",
    outcome: "RequestEntityTooLarge",
    make: () => form(names(40_000, (index) => String(index)).slice(0, full)),
  },
  {
    name: "900 parameters",
    outcome: "MissingAction",
    make: () => form(names(900, (index) => `${String(index)}=${filled(280, "a")}`)),
  },
  {
    name: "900 parameters in the query and 90 in the form",
    outcome: "MissingAction",
    make: () =>
      form(
        names(90, (index) => `f${String(index)}=${filled(2_800, "a")}`),
        `/?${names(900, (index) => `${String(index)}=${filled(280, "a")}`)}`,
      ),
  },
  {
    name: "900 parts of a map",
    outcome: "MissingAction",
    make: () => form(names(900, (index) => `EncryptionContext.${String(index)}=${filled(260, "a")}`)),
  },
  {
    name: "a long name twice, of bytes that are shown as escapes",
    outcome: "ParseRequestParameterException",
    make: () => {
      const name = filled(full / 2 - 2, "%01");
      return form(`${name.slice(0, 130_500)}&${name.slice(0, 130_500)}`);
    },
  },
  {
    name: "a long name twice, of quotes, answered in XML",
    outcome: "ParseRequestParameterException",
    make: () => {
      const name = filled(43_000 * 3, "%22");
      return form(`${name}&${name}`, "/?Format=XML");
    },
  },
  {
    name: "Format over and over",
    outcome: "RequestEntityTooLarge",
    make: () => form(filled(full, "&Format=ab")),
  },
  {
    name: "a long Format",
    outcome: "InvalidParameter",
    make: () => form(`Format=${"%C3%9F".repeat(43_600)}`),
  },
  {
    name: "a long Action",
    outcome: "InvalidAction.NotFound",
    make: () => form(`Version=2016-01-20&Action=${filled(full - 40, "a")}`),
  },
  {
    name: "a long access key id",
    outcome: "InvalidAccessKeyId.NotFound",
    make: () => claiming(`Signature=a&Timestamp=${now()}&AccessKeyId=${filled(full - 300, "a")}`),
  },
  {
    name: "a long access key id of escapes",
    outcome: "InvalidAccessKeyId.NotFound",
    make: () =>
      claiming(`Signature=a&Timestamp=${now()}&AccessKeyId=${filled(full - 300, "%01").slice(0, 261_000)}`),
  },
  {
    name: "a long security token",
    outcome: "InvalidSecurityToken.Malformed",
    make: () =>
      claiming(`Signature=a&Timestamp=${now()}&AccessKeyId=STS.a&SecurityToken=${filled(260_000, "AAAA")}`),
  },
  {
    name: "a security token of 16,384 characters",
    outcome: "InvalidSecurityToken.Malformed",
    make: () =>
      claiming(
        `Signature=a&Timestamp=${now()}&AccessKeyId=STS.a&SecurityToken=${filled(16_384, "AAAA")}&b=${filled(240_000, "a")}`,
      ),
  },
  {
    name: "a long timestamp",
    outcome: "InvalidTimeStamp.Format",
    make: ({ root }) => claiming(`Signature=a&AccessKeyId=${root.id}&Timestamp=${filled(full - 300, "0")}`),
  },
  {
    name: "query and form, both full",
    outcome: "MissingAction",
    make: () => form(`a=${filled(full - 2, "a")}`, `/?b=${filled(258_000, "a")}`),
  },
  {
    name: "a form in 500 chunks",
    outcome: "MissingAction",
    make: () => ({
      ...form(`${`200\r\n${"a".repeat(512)}\r\n`.repeat(500)}0\r\n\r\n`),
      headers: [host, formType, ["transfer-encoding", "chunked"]],
    }),
  },
  {
    name: "a form in chunks of one byte",
    outcome: "RequestEntityTooLarge",
    // Node's parser makes a Buffer of each chunk that came in one read of 64 kB, and nothing public stops it.
    mostTimes: 15,
    make: () => ({
      ...form(`${"1\r\na\r\n".repeat(43_000)}0\r\n\r\n`),
      headers: [host, formType, ["transfer-encoding", "chunked"]],
    }),
  },
];
