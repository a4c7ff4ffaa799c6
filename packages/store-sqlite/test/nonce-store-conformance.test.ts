import { nonceStoreConformance } from "@keyferry/store/conformance";
import { openSqliteNonceStore } from "@keyferry/store-sqlite";
import { describe, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

describe("a store of nonces in a file", () => {
  const folder = temporaryFolder();
  const checks = nonceStoreConformance({
    open: ({ clock }) => openSqliteNonceStore({ file: folder.newFile(), clock }),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});

describe("a store of nonces in memory", () => {
  const checks = nonceStoreConformance({
    open: ({ clock }) => openSqliteNonceStore({ file: ":memory:", clock }),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});
