import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { giveAccessKey, keepScreen, sidewaysScroll, widths } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

const schemes = ["V1", "ACS3", "ACS4"] as const;

/** The text of a step, to the letter. */
function textOf(page: Page, step: string): Promise<string | null> {
  return page.locator(`[data-step="${step}"] .marked-box code`).textContent();
}

/** Sends what the page has signed, with a mistake or without, and gives the server's answer. */
async function ask(page: Page, mistake: "none" | "secret" | "changed") {
  await page.getByRole("combobox", { name: "Mistake" }).selectOption(mistake);
  const [response] = await Promise.all([
    page.waitForResponse((answer) => !new URL(answer.url()).pathname.startsWith("/explorer/")),
    page.getByRole("button", { name: "Sign and send" }).click(),
  ]);
  await page.locator(".notice").waitFor();
  return { status: response.status(), body: (await response.json()) as { readonly Message?: string } };
}

describe.skipIf(isLeftOut("chromium"))("the signature", () => {
  const explorer = sharedExplorer();

  for (const scheme of schemes) {
    for (const method of ["GET", "POST"] as const) {
      it(`by ${scheme} and ${method} is accepted by the server`, async () => {
        const page = await explorer.open("#/signature");
        await page.getByRole("tab", { name: scheme }).click();
        await page.getByRole("radio", { name: method }).check();
        expect((await ask(page, "none")).status).toBe(200);
        expect(await page.locator(".notice").textContent()).toContain("The server accepts the signature");
      });
    }

    it(`by ${scheme} is over the server's text, byte for byte, and a wrong secret is told`, async () => {
      const page = await explorer.open("#/signature");
      await page.getByRole("tab", { name: scheme }).click();
      const { status, body } = await ask(page, "secret");
      const server = body.Message?.split("server string to sign is:")[1];
      expect([status, server]).toEqual([400, await textOf(page, "string to sign")]);
      const sides = await page.locator(".comparison code").allTextContents();
      expect(sides).toEqual([server, server]);
      expect(await page.locator(".notice").textContent()).toContain("the secret is wrong");
      await keepScreen(page, `signature-${scheme}-wrong-secret`);
    });
  }

  it("shows where the server's text first differs from the page's", async () => {
    const page = await explorer.open("#/signature/DescribeKey?KeyId=alias/a");
    await ask(page, "changed");
    expect(await page.locator("[data-side='client'] .different").allTextContents()).toEqual([""]);
    expect(await page.locator("[data-side='server'] .different").allTextContents()).toEqual(["%2521"]);
  });

  it("signs the lists that an address brings, and adds items to them", async () => {
    const page = await explorer.open("#/signature/TagResources?Tag.1.Key=team&ResourceId.1=k");
    const rows = () =>
      page
        .locator(".parameter-row")
        .evaluateAll((each) =>
          each.map((row) => `${row.textContent}=${row.querySelector("input")?.value ?? ""}`).sort(),
        );
    const brought = ["ResourceId.1=k", "ResourceType=", "Tag.1.Key=team"];
    expect(await rows()).toEqual(brought);
    const more = page.getByRole("combobox", { name: "Add a parameter" });
    await more.selectOption("Tag");
    await page.locator(".parameter-row input").last().fill("shop");
    expect(await rows()).toEqual([...brought, "Tag.2.Key=", "Tag.2.Value=shop"]);
    await page.waitForFunction(() => location.hash.includes("Tag.2.Value=shop"));
    const form = await page.getByRole("link", { name: "Open its form" }).getAttribute("href");
    expect(form).toBe("#/operations/TagResources?Tag.1.Key=team&ResourceId.1=k&Tag.2.Value=shop");
    expect(await textOf(page, "canonical query")).toMatch(/&Tag\.1\.Key=team&Tag\.2\.Value=shop&/);
    expect(await rows()).toHaveLength(5);
  });

  it("begins a required list with its first item", async () => {
    const page = await explorer.open("#/signature/UntagResources");
    await page.locator(".parameter-row").first().waitFor();
    expect(await page.locator(".parameter-row code").allTextContents()).toContain("ResourceId.1");
  });

  it("keeps empty rows, and takes no secrets from an address", async () => {
    const page = await explorer.open("#/signature/PutSecretValue?SecretData=hunter2&SecretName=a");
    await page.locator(".parameter-row").first().waitFor();
    expect(
      await page
        .locator(".parameter-row input")
        .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
    ).not.toContain("hunter2");
    await page.getByLabel("SecretData", { exact: true }).fill("hunter3");
    await page.getByLabel("SecretName", { exact: true }).fill("b");
    await page.waitForFunction(() => location.hash.includes("SecretName=b"));
    expect(page.url()).not.toContain("hunter");
    expect(await page.getByLabel("SecretData", { exact: true }).inputValue()).toBe("hunter3");
  });

  it("shows both texts beside a refusal in the form of an operation, too", async () => {
    const page = await explorer.open("#/operations/ListKeys");
    await giveAccessKey(page, "keyferry", "wrong");
    await page.getByRole("button", { name: /^Send/ }).click();
    await page.locator(".notice .comparison code").first().waitFor();
    const [mine, theirs] = await page.locator(".notice .comparison code").allTextContents();
    expect(mine).toMatch(/^POST&%2F&AccessKeyId/);
    expect(theirs).toBe(mine);
  });

  it("lights a parameter up in each step, for pointer and keys alike", async () => {
    const page = await explorer.open("#/signature/DescribeKey?KeyId=alias/a");
    const litIn = () =>
      page
        .locator(".step")
        .evaluateAll((steps) =>
          steps.map((step) => [...step.querySelectorAll(".lit")].map((lit) => lit.textContent)),
        );
    await page.locator('[data-step="request"] [data-mark="parameter: KeyId"]').first().hover();
    const everywhere = [["KeyId", "alias%2Fa"], ["KeyId", "alias%252Fa"], [], ["KeyId", "alias%2Fa"]];
    expect(await litIn()).toEqual(everywhere);
    await page.mouse.move(0, 0);
    expect(await litIn()).toEqual([[], [], [], []]);
    await page.getByRole("toolbar").getByRole("button").first().focus();
    for (let step = 0; step < 30; step++) {
      if ((await page.locator(":focus").textContent()) === "KeyId") break;
      await page.keyboard.press("ArrowRight");
    }
    expect(await litIn()).toEqual(everywhere);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await litIn()).toEqual(everywhere);
  });

  it("says what stands in the way of an unpaired surrogate", async () => {
    const page = await explorer.open("#/signature/DescribeKey");
    await page
      .locator(".parameter-row input")
      .first()
      .evaluate((input: HTMLInputElement) => {
        input.value = "\uD800";
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
    expect(await page.locator(".notice").textContent()).toContain("unpaired surrogate");
  });

  for (const [name, width] of Object.entries(widths)) {
    for (const [language, colorScheme] of [
      ["en", "light"],
      ["zh", "dark"],
    ] as const) {
      it(`fits a ${name} in ${language}`, async () => {
        const page = await explorer.open("#/signature", {
          viewport: { width, height: 900 },
          colorScheme,
          locale: language,
        });
        expect(await page.evaluate(() => document.documentElement.lang)).toContain(language);
        for (const scheme of schemes) {
          await page.getByRole("tab", { name: scheme }).click();
          expect(await sidewaysScroll(page)).toBe(0);
        }
        await keepScreen(page, `signature-${name}-${language}`);
      });
    }
  }
});
