import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds a seed that is applied in part", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: (seed) => right.seed({ ...seed, users: [], accessKeys: [] }),
      }),
    });
    expect(failures).toContain("applies a seed to an empty store");
    expect(failures).toContain("refuses whole a seed with a user twice");
  });

  it("finds a seed that forgets groups and roles", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: (seed) =>
          right.seed({ ...seed, roles: [], users: seed.users.map((user) => ({ ...user, groups: [] })) }),
      }),
    });
    expect(failures).toContain("applies a seed to an empty store");
    expect(failures).toContain("refuses whole a seed with a role twice");
    expect(failures).toContain("refuses whole a seed with a user of another account's group");
  });

  it("finds a seed that is applied again once everything of it was deleted", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: async (seed) => (await right.seed(seed)) || seed.users.length > 0,
      }),
    });
    expect(failures).toContain("brings nothing back that was deleted since a seed");
  });
});
