import { nonceStoreConformance, readingThroughViews, storeConformance } from "@keyferry/store/conformance";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { describe, it } from "vitest";

describe("a store in memory", () => {
  const checks = storeConformance({
    othersCanWrite: false,
    open: async ({ clock }) => createMemoryStore({ clock }),
  });
  for (const { name, run } of checks) it(name, run);
});

describe("the views of a store in memory", () => {
  const checks = storeConformance({
    othersCanWrite: false,
    open: async ({ clock }) => readingThroughViews(createMemoryStore({ clock })),
  });
  for (const { name, run } of checks) it(name, run);
});

describe("a store of nonces in memory", () => {
  const checks = nonceStoreConformance({ open: async ({ clock }) => createMemoryNonceStore({ clock }) });
  for (const { name, run } of checks) it(name, run);
});
