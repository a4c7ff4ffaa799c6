import { writeFileSync } from "node:fs";
import { exportDataKey } from "@keyferry/protocol";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { barriers } from "../barriers.ts";
import { filledSeed, keyOfSeed } from "../filled-seed.ts";
import { sidewaysScroll, widths } from "../explorer-page.ts";
import { sharedExplorer } from "../shared-explorer.ts";

/** The last line of the page, once the journey has ended. */
async function lastLine(page: Page): Promise<string> {
  await page.locator(".journey-verdict:is(.done, .refused)").waitFor({ timeout: 60_000 });
  return (await page.getByRole("main").innerText()).trim().split("\n").at(-1) ?? "";
}

describe.skipIf(isLeftOut("chromium"))("the journey of a data key, in the explorer", () => {
  const explorer = sharedExplorer({ ephemeral: false, seed: filledSeed });

  for (const kind of ["RSA", "SM2"]) {
    it(`proves that a data key arrives at a recipient with ${kind}`, async () => {
      const page = await explorer.open("#/journey");
      const refused: string[] = [];
      page.on("response", (response) => {
        if (!response.ok()) refused.push(response.url());
      });
      await page.getByRole("radio", { name: kind }).check();
      await page.getByRole("button", { name: "Start the journey" }).click();
      expect(await lastLine(page)).toMatch(/^Proved: .* all 32 bytes \(SHA-256 [0-9a-f]{8}…[0-9a-f]{8}\)/);
      // Chromium writes each refusal into the console as an error.
      expect(refused).toEqual([]);
    });
  }

  it("goes with a key of the reader's, which it leaves as it was", async () => {
    const page = await explorer.open("#/journey?step=10");
    await page.getByRole("radio", { name: "one that is there" }).check();
    const name = page.getByRole("combobox", { name: "Key id, ARN or alias/name" });
    await name.focus();
    await page.locator(`datalist option[value="${keyOfSeed}"]`).waitFor({ state: "attached" });
    await name.fill("alias/orders");
    await page.getByRole("button", { name: "Start the journey" }).click();
    expect(await lastLine(page)).toMatch(/^Proved/);
    expect(await page.getByText("Your key stays as it was.").count()).toBe(1);
    expect(await page.getByRole("main").innerText()).not.toContain("ScheduleKeyDeletion");
  });

  it("is gone through by keys alone, and each step has a link", async () => {
    const page = await explorer.open("#/journey");
    const start = page.getByRole("button", { name: "Start the journey" });
    for (let presses = 0; presses < 100; presses += 1) {
      await page.keyboard.press("Tab");
      if (await start.evaluate((button) => button === document.activeElement)) break;
    }
    await page.keyboard.press("Enter");
    expect(await lastLine(page)).toMatch(/^Proved/);
    await page.locator("body").press("ArrowRight");
    await page.locator("body").press("ArrowRight");
    await page.waitForURL(/#\/journey\?step=3$/);
    await page.getByRole("heading", { name: "The KMS makes a data key" }).waitFor();
    await page.locator("body").press("ArrowLeft");
    await page.waitForURL(/#\/journey\?step=2$/);
    const shared = await explorer.open("#/journey?step=7");
    await shared.getByRole("heading", { name: "What an eavesdropper gets" }).waitFor();
  });

  it("covers the data key until it is asked for", async () => {
    const page = await explorer.open("#/journey?step=6");
    await page.getByRole("button", { name: "Start the journey" }).click();
    await lastLine(page);
    // Decrypt answered it.
    await page.getByText("Answer: Decrypt").click();
    expect(await page.getByRole("main").innerText()).toContain('"Plaintext": "••••••••"');
    await page.getByRole("link", { name: "The recipient opens it" }).click();
    const row = page.locator(".journey-facts > div", { hasText: "The data key" });
    expect(await row.innerText()).toContain("32 bytes, covered");
    await row.getByRole("button", { name: "Show it" }).click();
    expect(await row.locator("code").innerText()).toMatch(/^[A-Za-z0-9+/]{21}/);
  });

  it("lets the reader send what an eavesdropper saw, and shows both refusals", async () => {
    const page = await explorer.open("#/journey?step=7");
    await page.getByRole("button", { name: "Start the journey" }).click();
    await lastLine(page);
    await page.getByRole("button", { name: "Send them" }).click();
    await page.getByText("refused: SignatureNonceUsed").waitFor();
    await page.getByText("refused: SignatureDoesNotMatch").waitFor();
  });

  it("shows what the audit trail has of the export: to whom, and nothing of the data key", async () => {
    const page = await explorer.open("#/journey?step=9");
    await page.getByRole("button", { name: "Start the journey" }).click();
    await lastLine(page);
    const record = page.getByRole("region", { name: "Audit record" });
    const button = page.getByRole("button", { name: "Read the export's audit record" });
    await expect
      .poll(
        async () => {
          await button.click();
          return record.count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(await page.getByText("nothing of the data key").count()).toBe(2);
    await page.getByRole("link", { name: "The recipient makes a key pair" }).click();
    const fingerprint = await page.locator(".journey-facts code[title]").last().getAttribute("title");
    await page.getByRole("link", { name: "What the operator sees" }).click();
    await button.click();
    expect(await record.innerText()).toContain(`"fingerprint": "${fingerprint ?? "none"}"`);
  });

  it("proves nothing where the export was changed on its way", async () => {
    const page = await explorer.open("#/journey");
    await page.route("**/", async (route) => {
      const response = await route.fetch();
      const isExport = route.request().postData()?.includes(`Action=${exportDataKey.name}&`) === true;
      if (!isExport) return route.fulfill({ response });
      const body = (await response.json()) as { readonly ExportedDataKey: string };
      const { ExportedDataKey: exported } = body;
      const changed = (exported.startsWith("A") ? "B" : "A") + exported.slice(1);
      return route.fulfill({ response, json: { ...body, ExportedDataKey: changed } });
    });
    await page.getByRole("button", { name: "Start the journey" }).click();
    expect(await lastLine(page)).toMatch(/^Not proved: the recipient's private key does not open/);
    expect(await page.getByText(/^Proved/).count()).toBe(0);
  });

  it("needs no RSA of the browser, which plain HTTP addresses of other machines do not have", async () => {
    const page = await explorer.open("#/journey");
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "isSecureContext", { value: false });
      Object.defineProperty(crypto, "subtle", { value: undefined });
      Object.defineProperty(crypto, "randomUUID", { value: undefined });
    });
    await page.reload();
    expect(await page.getByRole("radio", { name: "RSA" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Start the journey" }).click();
    expect(await lastLine(page)).toMatch(/^Proved/);
  });

  it("draws the picture that the READMEs show", async () => {
    for (const locale of ["en-US", "zh-CN"]) {
      const page = await explorer.open("#/journey?step=4", {
        ...{ locale, viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 },
      });
      const picture = await page.locator(".picture").screenshot();
      expect(picture.length).toBeGreaterThan(10_000);
      if (process.env["KEYFERRY_WRITE_DOCS"] !== "1") continue;
      writeFileSync(new URL(`../../../../docs/pictures/journey.${locale}.png`, import.meta.url), picture);
    }
  });

  for (const [name, width] of Object.entries(widths)) {
    it(`fits on a ${name} and shuts nobody out, at any step`, async () => {
      const page = await explorer.open("#/journey", { viewport: { width, height: 800 } });
      await page.getByRole("button", { name: "Start the journey" }).click();
      await lastLine(page);
      for (let step = 1; step <= 10; step += 1) {
        expect([step, await sidewaysScroll(page), await barriers(page)]).toEqual([step, 0, []]);
        await page.locator("body").press("ArrowRight");
      }
      await page.context().close();
    }, 300_000);
  }
});
