import { base64Length, encodeBase64, decodeBase64, secretBase64 } from "@keyferry/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const ascii = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** Each way in which text is taken: the same text, the same answer. */
function decoded(text: string): Uint8Array | undefined {
  const fromString = decodeBase64(text);
  if (/^[\0-\xff]*$/.test(text)) expect(decodeBase64(ascii(text))).toEqual(fromString);
  return fromString;
}

describe("base64", () => {
  it.each([
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["fooba", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy"],
  ])("of %j is %j (RFC 4648 10)", (text, encoded) => {
    expect(encodeBase64(ascii(text))).toBe(encoded);
    expect(secretBase64(ascii(text))).toEqual(ascii(encoded));
    expect(decoded(encoded)).toEqual(ascii(text));
  });

  it("is what Node writes, of every length, and is read back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000, size: "max" }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(encodeBase64(bytes)).toBe(text);
        expect(Buffer.from(secretBase64(bytes)).toString("latin1")).toBe(text);
        expect(base64Length(bytes.length)).toBe(text.length);
        expect(decoded(text)).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  it("is written and read whole where texts are longer than what is worked on at once", () => {
    for (let length = 6_142; length <= 6_147; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => at * 7);
      const text = Buffer.from(bytes).toString("base64");
      expect(encodeBase64(bytes)).toBe(text);
      expect(decoded(text)).toEqual(bytes);
    }
  });

  it("takes only the one text of some bytes", () => {
    const characters = fc.constantFrom(...Array.from("ABCDgQwxyz0189+/=-_ \né€"));
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
        const expected = Buffer.from(text, "base64");
        const canonical = expected.toString("base64") === text;
        expect(decoded(text)).toEqual(canonical ? new Uint8Array(expected) : undefined);
      }),
      { numRuns: 5_000 },
    );
  });

  it("refuses every character outside the alphabet, at every place", () => {
    for (let code = 0; code < 0x1_0000; code += code < 0x300 ? 1 : 61) {
      const character = String.fromCharCode(code);
      if (alphabet.includes(character)) continue;
      for (const place of [0, 1, 2, 3]) {
        const text = `AAAA${"AAAA".slice(0, place)}${character}${"AAAA".slice(place + 1)}`;
        // Padding at the end is no stranger.
        if (character !== "=" || place < 3) expect(decoded(text)).toBeUndefined();
      }
    }
  });

  it("refuses a long text with one character of two bytes, which fills its room exactly", () => {
    expect(decoded(`${"A".repeat(8_189)}é==`)).toBeUndefined();
    expect(decoded(`${"A".repeat(8_190)}é${"A".repeat(8_193)}`)).toBeUndefined();
  });

  it("refuses padding anywhere but at the end, and bits that no byte has room for", () => {
    for (const text of [
      "Zg",
      "Zg=",
      "Z",
      "Zg===",
      "====",
      "=AAA",
      "A===",
      "AA=A",
      "AA==AAAA",
      "Zh==",
      "Zm9=",
    ]) {
      expect(decoded(text)).toBeUndefined();
    }
  });
});
