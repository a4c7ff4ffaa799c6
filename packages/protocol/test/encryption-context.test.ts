import {
  encodeRequest,
  encrypt,
  formatEncryptionContext,
  parseEncryptionContext,
  parseRequest,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";

const text = fc.string({ unit: "binary", maxLength: 40 });
const context = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 12 });

describe("parseEncryptionContext", () => {
  it("reads pairs in the order they arrived", () => {
    expect(parseEncryptionContext('{"b":"2","a":"1"}')).toEqual([
      ["b", "2"],
      ["a", "1"],
    ]);
  });

  it("keeps the order of keys that look like integers", () => {
    expect(parseEncryptionContext('{"10":"a","9":"b","x":"c","1":"d"}').map(([key]) => key)).toEqual([
      "10",
      "9",
      "x",
      "1",
    ]);
  });

  it("takes __proto__ and its kin for ordinary keys", () => {
    expect(parseEncryptionContext('{"__proto__":"a","constructor":"b"}')).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });

  it("reads an empty object, empty keys and empty values", () => {
    expect(parseEncryptionContext("{}")).toEqual([]);
    expect(parseEncryptionContext(" { } ")).toEqual([]);
    expect(parseEncryptionContext('{"":""}')).toEqual([["", ""]]);
  });

  it("passes over the four characters that JSON calls whitespace", () => {
    expect(parseEncryptionContext(' \t\r\n{ \t"a"\r:\n"1" , "b" : "2"\n}\t ')).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
  });

  it.each([
    [String.raw`{"a":"\"\\\/\b\f\n\r\t"}`, '"\\/\b\f\n\r\t'],
    [String.raw`{"a":"\u00e9\ud83d\ude00"}`, "é😀"],
    [String.raw`{"\u0061":"x"}`, "x"],
    ['{"a":"é😀"}', "é😀"],
    ['{"a":"}{,:\\""}', '}{,:"'],
  ])("undoes the escapes of %s", (json, value) => {
    expect(parseEncryptionContext(json)).toEqual([["a", value]]);
  });

  it.each([
    ['{"a":"1","a":"2"}', "has a key twice"],
    [String.raw`{"a":"1","\u0061":"1"}`, "has a key twice"],
    [String.raw`{"a":"\ud800"}`, "has a lone surrogate"],
    [String.raw`{"\udc00\ud800":"x"}`, "has a lone surrogate"],
    ['{"a":"\ud800"}', "has a lone surrogate"],
    ['{"a":"1"}x', "has text behind its JSON object"],
    ['{"a":"1"}{}', "has text behind its JSON object"],
    ['{"a":"\n"}', "has a string that is not JSON"],
    [String.raw`{"a":"\x41"}`, "has a string that is not JSON"],
    [String.raw`{"a":"\u12"}`, "has a string that is not JSON"],
  ])("refuses %s: %s", (json, message) => {
    expect(() => parseEncryptionContext(json)).toThrow(message);
  });

  it.each([
    "",
    "null",
    "[]",
    '["a"]',
    '"a"',
    "{",
    '{"a"}',
    '{"a":}',
    '{"a":1}',
    '{"a":null}',
    '{"a":true}',
    '{"a":{}}',
    '{"a":["b"]}',
    '{"a":"1",}',
    '{,"a":"1"}',
    '{"a":"1" "b":"2"}',
    '{"a":"1"',
    "{'a':'1'}",
    "{a:1}",
    '{"a":"1}',
    '{"a":"1\\',
    '\ufeff{"a":"1"}',
    '\u00a0{"a":"1"}',
    '{/**/"a":"1"}',
  ])("refuses %j", (json) => {
    expect(() => parseEncryptionContext(json)).toThrow(/^must be a JSON object/);
  });

  it("reads 8,192 characters and no more", () => {
    const filled = (length: number) => `{"a":"${"x".repeat(length - 8)}"}`;
    expect(parseEncryptionContext(filled(8192))).toHaveLength(1);
    expect(() => parseEncryptionContext(filled(8193))).toThrow("is longer than 8192 characters");
    expect(() => parseEncryptionContext("{".repeat(5_000_000))).toThrow("is longer than 8192 characters");
  });

  it("undoes formatEncryptionContext for every Unicode text", () => {
    fc.assert(
      fc.property(context, (pairs) => {
        expect(parseEncryptionContext(formatEncryptionContext(pairs))).toEqual(pairs);
      }),
    );
  });

  it("agrees with JSON.parse on objects of strings, however they are spaced", () => {
    const spacing = fc.constantFrom(0, 1, 4, "\t");
    fc.assert(
      fc.property(context, spacing, (pairs, space) => {
        const json = JSON.stringify(Object.fromEntries(pairs), null, space);
        const expected = new Map(Object.entries(JSON.parse(json) as Record<string, string>));
        expect(new Map(parseEncryptionContext(json))).toEqual(expected);
      }),
    );
  });

  it("accepts nothing that JSON.parse refuses", () => {
    const pieces = fc.constantFrom("{", "}", '"', "\\", ":", ",", " ", "a", "u", "1", '"a"', '"b"', "\u0000");
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 12 }), (json) => {
        let pairs;
        try {
          pairs = parseEncryptionContext(json);
        } catch {
          return;
        }
        expect(Object.fromEntries(pairs)).toEqual(JSON.parse(json));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("EncryptionContext, the parameter", () => {
  const required = { KeyId: "alias/a", Plaintext: "AA==" };

  it("is pairs inside and JSON text outside", () => {
    const request = parseRequest(
      encrypt,
      parameters({ ...required, EncryptionContext: ' {"2":"b","1":"a"}' }),
    );
    expect(request.EncryptionContext).toEqual([
      ["2", "b"],
      ["1", "a"],
    ]);
    expect(encodeRequest(encrypt, request).get("EncryptionContext")).toBe('{"2":"b","1":"a"}');
  });

  it("is refused with the parser's reason", () => {
    const run = () =>
      parseRequest(encrypt, parameters({ ...required, EncryptionContext: '{"a":"1","a":"2"}' }));
    expect(refusalOf(run)).toMatchObject({
      code: "InvalidParameter",
      message: "The specified parameter is not valid. EncryptionContext: has a key twice.",
    });
  });
});
