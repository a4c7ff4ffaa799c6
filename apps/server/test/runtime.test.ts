import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

// A machine may bring an older Node: npm scripts must run on the one that the project brings.
it("runs on the project's own Node", () => {
  const manifest = createRequire(import.meta.url).resolve("node/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  expect(process.versions.node).toBe(version);
  expect(version).toMatch(/^24\./);
});
