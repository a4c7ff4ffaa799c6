import { storeConformance } from "@keyferry/store/conformance";
import { describe, expect, it } from "vitest";
import { failuresOf, options } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("has a name for each check", () => {
    const names = storeConformance(options).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("finds nothing wrong with a store that is right", async () => {
    expect(await failuresOf({})).toEqual([]);
  });

  it("finds scopes that are one", async () => {
    const failures = await failuresOf({
      store: (right) => ({ scoped: (scope) => right.scoped({ ...scope, region: "cn-hangzhou" }) }),
    });
    expect(failures).toContain("shows nothing of one scope to another region");
    expect(failures).not.toContain("shows nothing of one scope to another account");
  });
});
