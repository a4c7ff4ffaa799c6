import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds versions of another region among those with a policy", async () => {
    const elsewhere = await failuresOf({
      allPolicies: (right) => ({
        read: {
          versions: async (_, id) => [
            ...(await right.policies.read.versions("cn-hangzhou", id)),
            ...(await right.policies.read.versions("cn-beijing", id)),
          ],
        },
      }),
    });
    expect(elsewhere).toEqual(["finds the versions of keys with a policy, of all accounts of a region"]);
  });

  it("finds a key policy of enabled keys only", async () => {
    const failures = await failuresOf({
      policies: (right) => ({
        write: {
          set: async (keyId, policy) => {
            const key = await right.keys.read.byId(keyId);
            return key?.state === "Enabled" && right.policies.write.set(keyId, policy);
          },
        },
      }),
    });
    expect(failures).toContain("sets the policy of a key in any state, until it is gone");
  });
});
