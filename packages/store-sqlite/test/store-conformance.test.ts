import { readingThroughViews, storeConformance } from "@keyferry/store/conformance";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { describe, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

describe("a store in a file", () => {
  const folder = temporaryFolder();
  const checks = storeConformance({
    open: (options) => openSqliteStore({ file: folder.newFile(), ...options }),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});

describe("the views of a store in a file", () => {
  const folder = temporaryFolder();
  const checks = storeConformance({
    open: async (options) =>
      readingThroughViews(await openSqliteStore({ file: folder.newFile(), ...options })),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});

describe("a store in memory", () => {
  const checks = storeConformance({ open: (options) => openSqliteStore({ file: ":memory:", ...options }) });
  for (const { name, run } of checks) {
    it(name, run);
  }
});
