import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { launchChromium } from "../../../../tools/testing/chromium.ts";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { servePage } from "../../../../tools/testing/web-page.ts";

describe("a service in a tab of a browser", () => {
  const bundled = build({
    ...{ bundle: true, format: "esm", logLevel: "silent", platform: "browser", write: false },
    conditions: ["@keyferry/source"],
    entryPoints: [join(import.meta.dirname, "service-in-a-page.ts")],
    external: ["node:*"],
  });

  it("needs nothing of Node", async () => {
    const { outputFiles } = await bundled;
    expect(outputFiles.map(({ text }) => text).join("\n")).not.toMatch(/["']node:/);
  });

  it.skipIf(isLeftOut("chromium"))("exports a data key that SubtleCrypto opens, in Chromium", async () => {
    const { outputFiles } = await bundled;
    using server = await servePage(outputFiles.map(({ text }) => text).join("\n"));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${String(server.port)}/`);
      await page.waitForFunction("globalThis.exportInThePage !== undefined");
      const { kept, opened } = await page.evaluate<{ readonly kept: string; readonly opened: string }>(
        "globalThis.exportInThePage()",
      );
      expect(atob(kept)).toHaveLength(32);
      expect(opened).toBe(kept);
    } finally {
      await browser.close();
    }
  });
});
