import { describe, expect, it } from "vitest";
import { createPolicyCaches } from "../src/policies/policy-cache.ts";
import { allow, policy } from "./world.ts";

const [encrypt, decrypt, list] = ["kms:Encrypt", "kms:Decrypt", "kms:List*"].map((action) =>
  JSON.stringify(policy(allow(action))),
) as [string, string, string];

describe("the policy cache", () => {
  it("compiles a text once", () => {
    const cache = createPolicyCaches(2).ram;
    expect(cache.get(encrypt)).toBe(cache.get(encrypt));
    expect(cache.get(decrypt)).not.toBe(cache.get(encrypt));
  });

  it("keeps what was used last, and no more than its size", () => {
    const cache = createPolicyCaches(2).ram;
    const first = cache.get(encrypt);
    const second = cache.get(decrypt);
    cache.get(encrypt);
    cache.get(list);
    expect(cache.get(encrypt)).toBe(first);
    expect(cache.get(decrypt)).not.toBe(second);
  });

  it("keeps nothing of a text that is refused", () => {
    const cache = createPolicyCaches(2).ram;
    const kept = cache.get(encrypt);
    for (const text of ["{", "null", "[]"]) {
      expect(() => cache.get(text)).toThrow("A stored policy is not understood");
    }
    expect(cache.get(encrypt)).toBe(kept);
  });

  it("forgets all when it is cleared", () => {
    const cache = createPolicyCaches(2).ram;
    const kept = cache.get(encrypt);
    cache.clear();
    expect(cache.get(encrypt)).not.toBe(kept);
  });
});
