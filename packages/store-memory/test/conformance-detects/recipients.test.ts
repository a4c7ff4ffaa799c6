import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores, of named recipients", () => {
  it("finds some that are made whatever there is", async () => {
    const failures = await failuresOf({
      recipients: ({ write }) => ({ write: { create: (recipient) => write.create(recipient, Infinity) } }),
    });
    expect(failures).toEqual(["gives a name to one key, and a key one name, and no more than there may be"]);
  });

  it("finds one that is answered for another key", async () => {
    const failures = await failuresOf({
      recipients: ({ read }) => ({
        read: {
          byFingerprint: async (account, key) =>
            (await read.byFingerprint(account, key)) ?? read.byName(account, "a"),
        },
      }),
    });
    expect(failures).toContain("finds recipients by name and by key, each in its account");
  });
});
