import { bytesToPlaintext, plaintextToBytes } from "@keyferry/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("a Plaintext of bytes", () => {
  it("is their base64 text, and gives them back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_608 }), (bytes) => {
        const plaintext = bytesToPlaintext(bytes);
        expect(plaintext).toBe(Buffer.from(bytes).toString("base64"));
        expect(plaintextToBytes(plaintext)).toEqual(bytes);
      }),
    );
  });

  it("has room for 4,608 bytes", () => {
    expect(bytesToPlaintext(new Uint8Array(4_608))).toHaveLength(6_144);
  });

  it.each(["hello world", "abb=", "密钥", "YWJj\n", "YWJ"])(
    "is not %j, which was encrypted as text",
    (text) => {
      expect(() => plaintextToBytes(text)).toThrow(TypeError);
      expect(() => plaintextToBytes(text)).not.toThrow(text);
    },
  );
});
