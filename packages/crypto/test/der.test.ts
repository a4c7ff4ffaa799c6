import { CryptoError } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDerReader, derTag, encodeDer, encodeDerBits, encodeDerUnsigned } from "../src/keys/der.ts";

const refuse = (why: string) => new CryptoError("undecryptable", why);
const reader = (...bytes: readonly number[]) => createDerReader(Uint8Array.from(bytes), refuse);

describe("DER", () => {
  it("reads back the contents that it wrote, of every form of length", () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535]) {
      const contents = new Uint8Array(length).fill(7);
      const element = createDerReader(encodeDer(derTag.octetString, contents), refuse);
      expect(element.take(derTag.octetString, "contents")).toEqual(contents);
      expect(element.peek()).toBeUndefined();
    }
  });

  it("does not write more than 65,535 bytes", () => {
    expect(() => encodeDer(derTag.octetString, new Uint8Array(65_536))).toThrow(RangeError);
  });

  it("reads back non-negative integers without their leading zeros", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (magnitude) => {
        const first = magnitude.findIndex((byte) => byte !== 0);
        const shortest = first === -1 ? new Uint8Array(0) : magnitude.slice(first);
        const integer = createDerReader(encodeDerUnsigned(magnitude), refuse);
        expect(integer.unsigned("number")).toEqual(shortest);
        integer.finish("number");
      }),
    );
  });

  it("has one encoding for each value: whatever it reads, it writes the same", () => {
    const nearlyDer = fc
      .tuple(fc.constantFrom(0x02, 0x03, 0x04), fc.uint8Array({ minLength: 1, maxLength: 8 }))
      .map(([tag, rest]) =>
        Uint8Array.of(tag, ...rest.map((byte, index) => (index === 0 ? byte % 9 : byte))),
      );
    fc.assert(
      fc.property(nearlyDer, (bytes) => {
        const element = createDerReader(bytes, refuse);
        let written: Uint8Array;
        try {
          if (bytes[0] === derTag.integer) written = encodeDerUnsigned(element.unsigned("value"));
          else if (bytes[0] === derTag.bitString) written = encodeDerBits(element.bits("value"));
          else written = encodeDer(derTag.octetString, element.take(derTag.octetString, "value"));
          element.finish("value");
        } catch (error) {
          expect(error).toBeInstanceOf(CryptoError);
          return;
        }
        expect(written).toEqual(bytes);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["another tag", [0x05, 0x00]],
    ["no length", [0x04]],
    ["an indefinite length", [0x04, 0x80, 0x00, 0x00]],
    ["a length of one byte in two", [0x04, 0x81, 0x01, 0x00]],
    ["a length of one byte in three", [0x04, 0x82, 0x00, 0x80, ...new Array<number>(128).fill(0)]],
    ["a length of three bytes", [0x04, 0x83, 0x00, 0x00, 0x01, 0x00]],
    ["contents cut short", [0x04, 0x02, 0x00]],
  ])("refuses %s", (_what, bytes) => {
    expect(() => reader(...bytes).take(derTag.octetString, "element")).toThrow(CryptoError);
  });

  it.each([
    ["negative", [0x02, 0x01, 0x80]],
    ["empty", [0x02, 0x00]],
    ["leading zeros", [0x02, 0x02, 0x00, 0x7f]],
  ])("refuses an integer: %s", (what, bytes) => {
    expect(() => reader(...bytes).unsigned("number")).toThrow(what);
  });

  it("refuses bit strings with unused bits, or none of whose bytes says how many", () => {
    expect(() => reader(0x03, 0x02, 0x01, 0x00).bits("string")).toThrow("unused bits");
    expect(() => reader(0x03, 0x00).bits("string")).toThrow("empty");
  });

  it("refuses what is left over", () => {
    expect(() => {
      reader(0x00).finish("the key");
    }).toThrow("trailing bytes after the key");
  });
});
