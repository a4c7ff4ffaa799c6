import { createHmac } from "node:crypto";
import { secretHmac } from "@keyferry/bytes";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe.each([
  ["SHA-1", sha1],
  ["SHA-256", sha256],
])("HMAC over %s", (name, hash) => {
  it("is OpenSSL's, for keys of every length around a block", () => {
    const bytes = fc.uint8Array({ maxLength: 200, size: "max" });
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        const kept = Uint8Array.from(key);
        const mac = createHmac(name.replace("-", ""), key).update(message).digest("hex");
        expect(Buffer.from(secretHmac(hash, key, message)).toString("hex")).toBe(mac);
        expect(key).toEqual(kept);
      }),
      { numRuns: 300 },
    );
    for (const length of [0, 63, 64, 65]) {
      const key = new Uint8Array(length).fill(7);
      const mac = createHmac(name.replace("-", ""), key).update(key).digest("hex");
      expect(Buffer.from(secretHmac(hash, key, key)).toString("hex")).toBe(mac);
    }
  });
});
