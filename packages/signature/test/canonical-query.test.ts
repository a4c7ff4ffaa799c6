import { percentEncode } from "@keyferry/signature";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeAllButMarks, encodeQueryAgain } from "../src/canonical-query.ts";

const unreservedText = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

describe("percentEncode", () => {
  it("leaves the unreserved characters of RFC 3986 as they are", () => {
    expect(percentEncode(unreservedText)).toBe(unreservedText);
  });

  it.each([
    ["", ""],
    [" ", "%20"],
    ["*", "%2A"],
    ["!'()", "%21%27%28%29"],
    ["+/=", "%2B%2F%3D"],
    ["%41", "%2541"],
    ["\u0000\n\u007F", "%00%0A%7F"],
    ["é密😀", "%C3%A9%E5%AF%86%F0%9F%98%80"],
  ])("turns %j into %s", (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
  });

  it("encodes every other byte of the UTF-8 form, upper case", () => {
    const byHand = (text: string) =>
      Array.from(new TextEncoder().encode(text), (byte) => {
        const character = String.fromCharCode(byte);
        const hex = byte.toString(16).toUpperCase().padStart(2, "0");
        return unreservedText.includes(character) ? character : "%" + hex;
      }).join("");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(percentEncode(text)).toBe(byHand(text));
      }),
    );
  });

  it("is undone by decodeURIComponent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(decodeURIComponent(percentEncode(text))).toBe(text);
      }),
    );
  });

  it.each(["\uD800", "a\uDC00b", "\uDC00\uD800"])("refuses the unpaired surrogate in %j", (text) => {
    expect(() => percentEncode(text)).toThrow(
      new TypeError("text with an unpaired surrogate cannot be signed"),
    );
  });

  it("applied twice to a query is one step inside", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (name, value) => {
        const query = `${encodeAllButMarks(name)}=${encodeAllButMarks(value)}&`;
        const whole = `${percentEncode(name)}=${percentEncode(value)}&`;
        expect(new TextDecoder().decode(encodeQueryAgain(query))).toBe(percentEncode(whole));
      }),
    );
  });
});
