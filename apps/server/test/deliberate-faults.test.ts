import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faults } from "../../../tools/faults/faults.ts";

const root = new URL("../../../", import.meta.url);

describe("the deliberate faults", () => {
  it.each(faults)("can be made: $name", ({ file, from }) => {
    expect(readFileSync(new URL(file, root), "utf8")).toContain(from);
  });

  it("have each a name of its own", () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  });
});
