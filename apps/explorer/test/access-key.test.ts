import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { giveAccessKey } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

describe.skipIf(isLeftOut("chromium"))("the access key", () => {
  const explorer = sharedExplorer();

  it.each([
    ["what operations tell", "#/keys"],
    ["what the root looks at", "#/access"],
    ["refusals", "#/refusals"],
  ])("is asked with anew once its secret is corrected: %s", async (_, hash) => {
    const page = await explorer.open(hash);
    await giveAccessKey(page, "keyferry", "wrong");
    const refusal = page.getByRole("main").getByRole("alert");
    await refusal.first().waitFor();
    await giveAccessKey(page, "keyferry", "keyferry-loopback-only");
    await refusal.first().waitFor({ state: "detached" });
  });

  it("is in the page's memory alone: a page that is loaded anew has forgotten it", async () => {
    const page = await explorer.open("#/operations");
    await giveAccessKey(page, "LTAI-somebody", "planted-secret");
    const button = page.getByRole("button", { name: "Access key" });
    await expect.poll(() => button.textContent()).toContain("LTAI-somebody");
    await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    const { cookies, origins } = await page.context().storageState({ indexedDB: true });
    const inTab = await page.evaluate(() => JSON.stringify(sessionStorage));
    expect([cookies, inTab]).toEqual([[], "{}"]);
    expect(origins.flatMap(({ localStorage }) => localStorage.map(({ name }) => name)).sort()).toEqual([
      "language",
      "theme",
    ]);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await button.textContent()).toContain("keyferry");
  });
});
