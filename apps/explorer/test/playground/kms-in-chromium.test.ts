import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../../../../tools/testing/chromium.ts";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { servePage, type PageServer } from "../../../../tools/testing/web-page.ts";

const slow = 120_000;

describe.skipIf(isLeftOut("chromium"))("a KMS in a tab of Chromium", () => {
  let browser: Browser;
  let server: PageServer;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL("kms-page.ts", import.meta.url))],
      ...{ bundle: true, write: false, platform: "browser", format: "esm", logLevel: "silent" },
      conditions: ["@keyferry/source"],
    });
    server = await servePage(outputFiles.map(({ text }) => text).join("\n"));
    browser = await launchChromium();
    page = await browser.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`http://127.0.0.1:${String(server.port)}/`);
    await page.waitForFunction(() => "kmsPage" in globalThis);
  }, slow);
  afterAll(async () => {
    await browser.close();
    server[Symbol.dispose]();
    expect(faults).toEqual([]);
  });

  it.each([undefined, "one two three four"])(
    "exports what another tab has encrypted, from its file with the passphrase %s",
    async (passphrase) => {
      const { before, opened } = await page.evaluate(
        (words) => globalThis.kmsPage.oldBlob(words),
        passphrase,
      );
      expect(before).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      expect(opened).toBe(before);
    },
    slow,
  );

  it(
    "signs digests, with the browser's cryptography and without",
    async () => {
      const lengths = await page.evaluate(() => globalThis.kmsPage.sign());
      expect(lengths).toMatchObject({ RSA_2048: 256 });
      expect(Object.values(lengths).every((length) => length >= 64)).toBe(true);
    },
    slow,
  );
});
