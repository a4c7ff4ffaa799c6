import { CryptoError, joinBlob, splitBlob } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const versionIds = fc.string({
  unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz0123456789-")),
  minLength: 36,
  maxLength: 36,
});
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("a ciphertext blob", () => {
  it("comes apart as it was put together", () => {
    fc.assert(
      fc.property(versionIds, fc.uint8Array(), (versionId, body) => {
        expect(splitBlob(joinBlob(versionId, body))).toEqual({ versionId, body });
      }),
    );
  });

  it("has a body that is a view, so that nothing is copied", () => {
    const blob = joinBlob("a".repeat(36), Uint8Array.of(1, 2, 3));
    expect(splitBlob(blob).body.buffer).toBe(blob.buffer);
  });

  it.each([
    "",
    "a".repeat(35),
    `${"a".repeat(35)}A`,
    `${"a".repeat(35)}_`,
    `${"a".repeat(35)}\n`,
    "\0".repeat(36),
  ])("is undecryptable where it begins with %j", (start) => {
    expect(() => splitBlob(bytesOf(start))).toThrow(expect.objectContaining({ reason: "undecryptable" }));
  });

  it("is refused before it can be made of another version id", () => {
    expect(() => joinBlob("A".repeat(36), new Uint8Array(0))).toThrow(RangeError);
    expect(() => joinBlob("a".repeat(37), new Uint8Array(0))).toThrow(RangeError);
  });

  it("never fails in another way", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (blob) => {
        try {
          splitBlob(blob);
        } catch (error) {
          expect(error).toBeInstanceOf(CryptoError);
        }
      }),
    );
  });
});
