import { readFileSync } from "node:fs";
import { exportDataKey } from "@keyferry/protocol";
import { sampleLanguages, sampleOf } from "@keyferry/samples";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { barriers } from "./barriers.ts";
import { keepScreen, sidewaysScroll, widths } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

const parameters = {
  CiphertextBlob: "MmFiMWE5ODMtNzA3Mi00YmJjLWE1ODItNTg0YjViZDhiYmJi".repeat(4),
  PublicKeyBlob: "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAE",
  WrappingKeySpec: "EC_SM2",
  WrappingAlgorithm: "SM2PKE",
};

describe.skipIf(isLeftOut("chromium"))("sample code beside a form", () => {
  const explorer = sharedExplorer();

  async function openSamples(
    given: Readonly<Record<string, string>> = parameters,
    context: BrowserContextOptions = {},
    name = "Sample code",
  ): Promise<Page> {
    const query = new URLSearchParams(given).toString();
    const page = await explorer.open(`#/operations/ExportDataKey?${query}`, context);
    await page.getByRole("tab", { name }).click();
    await page.locator(".samples").waitFor();
    return page;
  }

  const codeIn = (page: Page) => page.locator(".samples pre code").textContent();
  const sampleIn = (id: (typeof sampleLanguages)[number]["id"]) =>
    sampleOf(id, {
      ...{ operation: exportDataKey, parameters, endpoint: explorer.server.ready.public },
      ...{ region: "cn-hangzhou", gateway: "public" },
    });

  it("is that of exactly this call, in each language, and says which was run", async () => {
    const page = await openSamples();
    for (const { id, label, checked } of sampleLanguages) {
      await page.getByRole("tab", { name: label, exact: true }).click();
      const sample = sampleIn(id);
      if (sample === undefined) {
        expect(await page.locator(".samples .empty").textContent()).toContain(`${label} has no sample`);
        continue;
      }
      expect(await codeIn(page)).toBe(sample);
      const mark = checked === "run" ? "run by tests" : "parsed, not run";
      expect(await page.locator(".samples .mark").textContent()).toBe(mark);
    }
    await page.getByRole("button", { name: "See it in curl" }).click();
    expect(await codeIn(page)).toBe(sampleIn("curl"));
  });

  it("follows the form", async () => {
    const page = await openSamples();
    await page.getByRole("tab", { name: "curl" }).click();
    await page.getByRole("switch").check();
    await page.getByText("add DryRun 'true'").waitFor();
  });

  it("shows a text that looks like a page's as text", async () => {
    const hostile = `<img src=x onerror="document.title='broken in'">'; rm -rf ~ #`;
    const page = await openSamples({ ...parameters, WrappingKeySpec: hostile });
    await page.getByRole("tab", { name: "curl" }).click();
    expect(await codeIn(page)).toContain(
      `'<img src=x onerror="document.title='\\''broken in'\\''">'\\''; rm -rf ~ #'`,
    );
    expect(await page.locator(".samples img").count()).toBe(0);
    expect(await page.title()).not.toContain("broken in");
  });

  it("remembers the language", async () => {
    const page = await openSamples();
    await page.getByRole("tab", { name: "Python" }).click();
    await page.reload();
    await page.getByRole("tab", { name: "Sample code" }).click();
    const python = page.getByRole("tab", { name: "Python" });
    await python.waitFor();
    expect(await python.getAttribute("aria-selected")).toBe("true");
  });

  it("is copied with one click, and saved as a file", async () => {
    const page = await openSamples(parameters, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("tab", { name: "Go" }).click();
    await page.getByRole("button", { name: "Copy: Sample: Go" }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sampleIn("go"));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("export_data_key.go");
    expect(readFileSync(await download.path(), "utf8")).toBe(sampleIn("go"));
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, width] of Object.entries(widths)) {
      it(`fits on a ${device} in ${colorScheme}, in both languages, and shuts nobody out`, async () => {
        for (const [locale, name] of [
          ["en-US", "Sample code"],
          ["zh-CN", "示例代码"],
        ] as const) {
          const context = { viewport: { width, height: 900 }, colorScheme, locale };
          const page = await openSamples(parameters, context, name);
          expect(await sidewaysScroll(page)).toBe(0);
          expect(await barriers(page)).toEqual([]);
          await keepScreen(page, `samples-${device}-${colorScheme}-${locale}`);
          await page.context().close();
        }
      });
    }
  }
});
