import { decodeBase64Url, encodeBase64Url } from "@keyferry/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("base64 for URLs", () => {
  it("is what Node writes, and is read back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64url");
        expect(encodeBase64Url(bytes)).toBe(text);
        expect(decodeBase64Url(text)).toEqual(bytes);
      }),
    );
  });

  it.each(["Zg==", "Z", "Zh", "Zm9+", "Zm9/", "Zm 9"])("is not %j", (text) => {
    expect(decodeBase64Url(text)).toBeUndefined();
  });
});
