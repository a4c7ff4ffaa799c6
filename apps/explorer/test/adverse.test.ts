import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { startExplorer, type Explorer } from "./explorer-page.ts";

describe.skipIf(isLeftOut("chromium"))("where not all is well", () => {
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await startExplorer();
  });
  afterAll(async () => {
    await explorer[Symbol.asyncDispose]();
  });

  it("goes on without what a browser keeps, where storage is blocked", async () => {
    const page = await explorer.open();
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("blocked", "SecurityError");
          },
        });
      }
    });
    await page.goto("about:blank");
    await page.goto(`${explorer.server.ready.public}/explorer/#/operations/ListKeys`);
    await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.getByRole("tab", { name: "Sample code" }).click();
    await page.locator("main .code-box").first().waitFor();
    expect(explorer.faults()).toEqual([]);
  });

  it("clears the text of a filter with the filter", async () => {
    const page = await explorer.open("#/secrets");
    const field = page.locator("search input").first();
    await field.fill("nothing-like-it");
    await field.press("Enter");
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await expect.poll(() => field.inputValue()).toBe("");
  });

  for (const [how, refuses] of [
    ["that has no interface of the clipboard", false],
    ["whose reader has refused it", true],
  ] as const) {
    it(`copies by a selection in a page ${how}`, async () => {
      const page = await explorer.open("#/operations/ListKeys");
      await page.evaluate((isThere) => {
        const refusing = { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) };
        Object.defineProperty(navigator, "clipboard", { value: isThere ? refusing : undefined });
      }, refuses);
      const copied = page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            addEventListener("copy", () => {
              resolve((document.activeElement as HTMLTextAreaElement).value);
            });
          }),
      );
      const box = page.locator("main .code-box").first();
      await box.getByRole("button", { name: /^Copy/ }).click();
      expect(await copied).toBe(await box.locator("pre").textContent());
      await page.getByText("Copied").first().waitFor();
    });
  }

  it("says so when a file cannot be read any more", async () => {
    const page = await explorer.open("#/operations/Decrypt");
    await page.evaluate(() => {
      File.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    });
    await page
      .locator('main input[type="file"]')
      .first()
      .setInputFiles({ name: "blob", mimeType: "", buffer: Buffer.from("x") });
    await page.getByText("The file cannot be read any more.").waitFor();
    expect(explorer.faults()).toEqual([]);
  });

  it("says so when a part of the page does not come, and loads the page anew", async () => {
    const page = await explorer.open("#/operations/ListKeys");
    await page.route(/\/explorer\/files\//, (route) => route.fulfill({ status: 404 }));
    await page.getByRole("tab", { name: "Sample code" }).click();
    const notice = page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await notice.waitFor();
    await page.evaluate(() => {
      location.hash = "#/secrets";
    });
    await expect.poll(() => page.title()).toMatch(/^Secrets/);
    await notice.waitFor();
    await page.unroute(/\/explorer\/files\//);
    await notice.getByRole("button", { name: "Load the page anew" }).click();
    await page.getByRole("heading", { level: 1, name: "Secrets" }).waitFor();
  });
});
