import { loadOnce } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

describe("what is loaded once", () => {
  it("is loaded by the first who asks, for all who ask", async () => {
    let loads = 0;
    const it = loadOnce(async () => ++loads);
    expect(it.begun()).toBeUndefined();
    expect(await Promise.all([it.get(), it.get(), it.begun()])).toEqual([1, 1, 1]);
    expect(await it.get()).toBe(1);
  });

  it("fails for those who wait, and is loaded again for who comes after", async () => {
    let loads = 0;
    const it = loadOnce(async () => {
      loads += 1;
      if (loads === 1) throw new Error("the file is away");
      return loads;
    });
    const both = await Promise.allSettled([it.get(), it.get()]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(it.begun()).toBeUndefined();
    expect(await it.get()).toBe(2);
    expect(await it.begun()).toBe(2);
  });
});
