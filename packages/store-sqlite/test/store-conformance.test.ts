import { storeConformance } from "@keyferry/store/conformance";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { describe, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

describe("a store in a file", () => {
  const folder = temporaryFolder();
  const checks = storeConformance({
    open: ({ clock }) => openSqliteStore({ file: folder.newFile(), clock }),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});

describe("a store in memory", () => {
  const checks = storeConformance({ open: ({ clock }) => openSqliteStore({ file: ":memory:", clock }) });
  for (const { name, run } of checks) {
    it(name, run);
  }
});
