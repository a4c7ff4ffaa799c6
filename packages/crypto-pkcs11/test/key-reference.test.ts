import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CryptoError } from "@keyferry/crypto";
import { decodeReference, encodeReference } from "../src/key-reference.ts";

describe("the reference that the store keeps", () => {
  it("is 17 bytes, and gives the id back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (id) => {
        const reference = encodeReference(id);
        expect(reference).toHaveLength(17);
        expect(decodeReference(reference)).toEqual(id);
      }),
    );
  });

  it("is refused in every other form", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        fc.pre(bytes.length !== 17 || bytes[0] !== 1);
        expect(() => decodeReference(bytes)).toThrow(CryptoError);
      }),
    );
  });
});
