import { describe, expect, it } from "vitest";
import { bundleForBrowsers } from "./bundle.ts";

describe("the package with its dependencies, bundled for browsers", () => {
  it("loads nothing else and knows nothing of Node", async () => {
    const { code, imports } = await bundleForBrowsers("../src/index.ts");
    expect(code).toContain("createWebCryptoBackend");
    expect(imports).toEqual([]);
    expect(code).not.toMatch(/\bBuffer\b|\brequire\b|["']node:/);
  });

  it("cannot be made of what only Node has", async () => {
    await expect(bundleForBrowsers("../../crypto-node/src/index.ts")).rejects.toThrow("node:crypto");
  });

  it("loads nothing else together with the software backend and the conformance suites", async () => {
    const { imports } = await bundleForBrowsers("browser-page.ts");
    expect(imports).toEqual([]);
  });
});
