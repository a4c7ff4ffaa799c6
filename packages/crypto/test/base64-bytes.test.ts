import { CryptoError } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "../src/host/base64-bytes.ts";

const refuse = (why: string) => new CryptoError("undecryptable", why);
const ascii = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const decode = (text: string) => decodeBase64(ascii(text), refuse);

describe("base64 over bytes", () => {
  it("writes what Node writes, and reads it back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(Buffer.from(text).toString("latin1")).toBe(Buffer.from(bytes).toString("base64"));
        expect(decodeBase64(text, refuse)).toEqual(bytes);
      }),
    );
  });

  it("takes only the one text of some bytes", () => {
    const characters = fc.constantFrom(...Array.from("ABCDwxyz0189+/=-_ \n"));
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
        const expected = Buffer.from(text, "base64");
        if (expected.toString("base64") === text) expect(decode(text)).toEqual(new Uint8Array(expected));
        else expect(() => decode(text)).toThrow(CryptoError);
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses every byte outside the alphabet, at every place", () => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (let byte = 0; byte < 256; byte += 1) {
      if (alphabet.includes(String.fromCharCode(byte))) continue;
      for (let place = 0; place < 4; place += 1) {
        const text = ascii("AAAAAAAA");
        text[place] = byte;
        expect(() => decodeBase64(text, refuse)).toThrow(CryptoError);
      }
    }
  });

  it.each(["=", "A", "AA", "AAA", "A===", "====", "AA=A", "AB==", "AAB=", "AAAA====", "AA==AAAA"])(
    "refuses %s",
    (text) => {
      expect(() => decode(text)).toThrow(CryptoError);
    },
  );
});
