import {
  decrypt,
  encodeRequest,
  encrypt,
  operations,
  parseRequest,
  readAnswer,
  renderAnswer,
  ServiceError,
  type Format,
  type Operation,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answers, requestId } from "./answers.ts";
import { parameters, refusalOf } from "./refusal.ts";
import { parseXml, texts } from "./xml.ts";

const read = (Plaintext: string) =>
  parseRequest(encrypt, parameters({ KeyId: "alias/a", Plaintext })).Plaintext;
const write = (Plaintext: string) => encodeRequest(encrypt, { KeyId: "alias/a", Plaintext }).get("Plaintext");
const utf8 = new TextEncoder();

describe("Plaintext of Encrypt", () => {
  it.each([
    "hello world",
    "plaintext",
    "abc",
    "abb=",
    "AAEC",
    "-----BEGIN PUBLIC KEY-----\r\nMAA=\r\n-----END PUBLIC KEY-----\r\n",
    "密钥",
    "🔑 e\u0301",
    '<a href="x">&amp;</a>\r\n',
    " \t\n",
    "\ufeffa",
    "\u0000\u001b\uffff",
  ])("is text, and stays as it is: %j", (text) => {
    expect(read(text)).toBe(text);
    expect(write(text)).toBe(text);
  });

  it("has at most 6,144 bytes of UTF-8, whatever its characters are", () => {
    const units = fc.constantFrom(
      "a",
      "\u007f",
      "\u0080",
      "é",
      "\u07ff",
      "\u0800",
      "密",
      "\ud7ff",
      "\uffff",
      "🔑",
    );
    fc.assert(
      fc.property(fc.array(units, { maxLength: 50 }), (drawn) => {
        const start = drawn.join("");
        const longest = start + "a".repeat(6144 - utf8.encode(start).length);
        expect(read(longest)).toBe(longest);
        expect(write(longest)).toBe(longest);
        const tooLong =
          "The specified parameter is not valid. Plaintext: is longer than 6144 bytes of UTF-8.";
        for (const more of ["a", "é", "密", "🔑"]) {
          expect(refusalOf(() => read(longest + more)).message).toBe(tooLong);
          expect(refusalOf(() => write(longest + more)).message).toBe(tooLong);
        }
      }),
    );
  });

  it.each(["é", "密", "🔑"])("is counted in bytes and not in characters: %s", (character) => {
    const count = 6144 / utf8.encode(character).length;
    expect(read(character.repeat(count))).toHaveLength(count * character.length);
    expect(refusalOf(() => read(character.repeat(count + 1))).code).toBe("InvalidParameter");
  });

  it("is refused by its length before it is looked at", () => {
    expect(refusalOf(() => read("\ud800".repeat(1_000_000))).message).toContain("is longer than 6144 bytes");
  });

  it.each(["\ud800", "a\udc00", "\udc00\ud800", "\ud83d"])("has no lone surrogate: %j", (text) => {
    const refused =
      "The specified parameter is not valid. Plaintext: has a lone surrogate, which UTF-8 cannot hold.";
    expect(refusalOf(() => write(text)).message).toBe(refused);
    expect(refusalOf(() => read(text)).message).toBe(refused);
  });

  it("is missing when it is empty", () => {
    expect(refusalOf(() => read("")).code).toBe("MissingParameter");
  });
});

const inXml = (Plaintext: string) =>
  renderAnswer(decrypt, { ...answers.Decrypt(), Plaintext }, requestId, "XML");

describe("Plaintext of Decrypt", () => {
  it.each<Format>(["JSON", "XML"])("comes back equal in %s, whatever the form can hold", (format) => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({
        unit: fc.constantFrom("\r", "\n", "\t", " ", "&", "<", "]]>", "\u0085", "\u2028", "\ufeff"),
      }),
    );
    fc.assert(
      fc.property(text, (Plaintext) => {
        const body = renderAnswer(decrypt, { ...answers.Decrypt(), Plaintext }, requestId, format);
        expect(readAnswer(decrypt, { status: 200, text: body, format }).Plaintext).toBe(Plaintext);
      }),
      { numRuns: 500 },
    );
  });

  it("has a carriage return as a reference in XML, since a bare one is read as a line feed", () => {
    expect(inXml("<a>&\r\n")).toContain("<Plaintext>&lt;a&gt;&amp;&#13;\n</Plaintext>");
    expect(texts(parseXml(inXml("<a>&\r\n")))["Plaintext"]).toBe("<a>&\r\n");
  });

  it("is all of Unicode in JSON, control characters too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (Plaintext) => {
        const text = renderAnswer(decrypt, { ...answers.Decrypt(), Plaintext }, requestId, "JSON");
        expect(readAnswer(decrypt, { status: 200, text, format: "JSON" }).Plaintext).toBe(Plaintext);
      }),
    );
  });

  const forbidden = [
    ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => !"\t\n\r".includes(character),
    ),
    "\ufffe",
    "\uffff",
  ];
  it.each(forbidden)("is not altered where XML cannot hold it, but refused: %j", (character) => {
    const error = refusalOf(() => inXml(`a secret ${character}`));
    expect(error).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(error.message).toBe(
      "The specified parameter is not valid. Format: XML 1.0 cannot hold a character of Plaintext: ask for Format=JSON.",
    );
  });

  it("is whatever else XML can hold", () => {
    for (const character of [
      "\u007f",
      "\u0085",
      "\ud7ff",
      "\ue000",
      "\ufdd0",
      "\ufffd",
      "\u{1fffe}",
      "\u{10ffff}",
    ]) {
      expect(texts(parseXml(inXml(character)))["Plaintext"]).toBe(character);
    }
  });
});

describe("text of a caller that an answer gives back as it was", () => {
  const verbatim = Object.values(operations).flatMap(({ name, verbatim: members }: Operation) =>
    members.map((member) => `${name}.${member}`),
  );

  it("is what a caller reads for himself, and nothing that is for people", () => {
    expect(verbatim).toEqual([
      "GetKeyPolicy.Policy",
      "Decrypt.Plaintext",
      "BatchGetSecretValue.SecretValues.SecretData",
      "GetSecretPolicy.Policy",
      "GetSecretValue.SecretData",
      "CreatePolicy.AccessControlRules",
      "DescribePolicy.AccessControlRules",
    ]);
  });

  it("leaves no answer that has only part of it", () => {
    const Policy = '{"Version":"1","Statement":[{"Sid":"\uffff"}]}';
    expect(() => renderAnswer(operations.GetKeyPolicy, { Policy }, requestId, "XML")).toThrow(ServiceError);
    expect(renderAnswer(operations.GetKeyPolicy, { Policy }, requestId, "JSON")).toContain("\uffff");
  });
});
