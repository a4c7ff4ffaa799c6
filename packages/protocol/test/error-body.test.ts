import { exportDataKey, readAnswer, renderError, serviceError, ServiceError } from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestId } from "./answers.ts";
import { refusalOf } from "./refusal.ts";
import { parseXml, texts } from "./xml.ts";

const hostId = "kms.cn-hangzhou.aliyuncs.com";
const error = serviceError("Forbidden.KeyNotFound");
const members = {
  RequestId: requestId,
  HostId: hostId,
  Code: "Forbidden.KeyNotFound",
  Message: "The specified Key is not found.",
  Recommend: "https://api.aliyun.com/troubleshoot?q=Forbidden.KeyNotFound&product=Kms",
  HttpStatus: 404,
};

describe("an error body", () => {
  it("has exactly the six members in JSON", () => {
    expect(JSON.parse(renderError(error, { requestId, hostId }, "JSON"))).toStrictEqual(members);
  });

  it("has exactly the six elements in XML", () => {
    const root = parseXml(renderError(error, { requestId, hostId }, "XML"));
    expect(root.name).toBe("Error");
    expect(root.children).toHaveLength(6);
    expect(texts(root)).toStrictEqual({ ...members, HttpStatus: "404" });
  });

  it("ends its message in the string to sign, so that clients can split it off", () => {
    const exactly = "server string to sign is:POST&%2F&Action%3DListKeys%26Filters%3D%255B%255D";
    const refused = serviceError("SignatureDoesNotMatch", { exactly });
    expect(texts(parseXml(renderError(refused, { requestId, hostId }, "XML")))["Message"]).toBe(
      refused.message,
    );
    expect(refused.message.endsWith(exactly)).toBe(true);
  });
});

describe("the body of a denial", () => {
  const detail = {
    AuthAction: "kms:ExportDataKey",
    AuthResource: "acs:kms:cn-hangzhou:1000000000000000:key/a",
    AuthPrincipalDisplayName: "ci",
    AuthPrincipalOwnerId: "1000000000000000",
    AuthPrincipalType: "SubUser",
    NoPermissionType: "ImplicitDeny",
    PolicyType: "AccountLevelIdentityBasedPolicy",
  } as const;

  it.each(["JSON", "XML"] as const)("tells in %s what was missing, and a client reads it again", (format) => {
    const denied = serviceError("Forbidden.NoPermission", { accessDenied: detail });
    const text = renderError(denied, { requestId, hostId }, format);
    const error = refusalOf(() => readAnswer(exportDataKey, { status: 403, text, format }));
    expect(error).toMatchObject({ code: "Forbidden.NoPermission", accessDenied: detail });
  });

  it.each(["JSON", "XML"] as const)("in %s does not hide the error when it is not understood", (format) => {
    const odd = { ...detail, NoPermissionType: "Perhaps" } as unknown as typeof detail;
    const denied = serviceError("Forbidden.NoPermission", { accessDenied: odd });
    const text = renderError(denied, { requestId, hostId }, format);
    const error = refusalOf(() => readAnswer(exportDataKey, { status: 403, text, format }));
    expect(error).toMatchObject({ code: "Forbidden.NoPermission", accessDenied: undefined });
  });
});

describe("XML", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
    fc.string({
      unit: fc.constantFrom(
        "\u0000",
        "\b",
        "\r",
        "\n",
        "\u0085",
        "\ufffe",
        "\ud800",
        "\udc00",
        "]]>",
        "<!--",
        "&#0;",
      ),
    }),
  );

  it("is well formed for every text, and keeps every character that XML can hold", () => {
    fc.assert(
      fc.property(anyText, anyText, (message, host) => {
        const failure = new ServiceError({ code: "InvalidParameter", status: 400, message });
        const root = parseXml(renderError(failure, { requestId, hostId: host }, "XML"));
        expect(root.children.map(({ name }) => name)).toEqual(Object.keys(members));
        expect(texts(root)).toMatchObject({ Message: asXmlHolds(message), HostId: asXmlHolds(host) });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["\u0000", "\ufffd"],
    ["\u001b[2J", "\ufffd[2J"],
    ["\ud800", "\ufffd"],
    ["\udc00\ud800", "\ufffd\ufffd"],
    ["\uffff", "\ufffd"],
    ["😀", "😀"],
    ["a\r\nb\rc\td", "a\r\nb\rc\td"],
    ["]]></Message><Code>", "]]></Message><Code>"],
    ["&amp;<![CDATA[x", "&amp;<![CDATA[x"],
  ])("holds %j as %j", (message, held) => {
    const failure = new ServiceError({ code: "InvalidParameter", status: 400, message });
    expect(texts(parseXml(renderError(failure, { requestId, hostId }, "XML")))["Message"]).toBe(held);
  });

  it("says what it is", () => {
    expect(renderError(error, { requestId, hostId }, "XML")).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?><Error>/,
    );
  });
});

/** XML 1.0, production 2, character by character. */
function asXmlHolds(text: string): string {
  return Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    const isChar =
      [0x9, 0xa, 0xd].includes(point) ||
      (point >= 0x20 && point <= 0xd7ff) ||
      (point >= 0xe000 && point <= 0xfffd) ||
      point >= 0x10000;
    return isChar ? character : "\ufffd";
  }).join("");
}
