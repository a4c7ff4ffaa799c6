import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { field, send } from "./operation-form.ts";
import { barriers } from "./barriers.ts";
import { keepScreen, sidewaysScroll, widths } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

describe.skipIf(isLeftOut("chromium"))("the form of an operation", () => {
  const explorer = sharedExplorer();

  /** Makes a key, by the form that makes one, and gives its id. */
  async function newKey(): Promise<string> {
    const page = await explorer.open("#/operations/CreateKey?Description=a+key");
    expect(await send(page)).toBe("200 done");
    const body = (await page.locator(".answer pre").textContent()) ?? "";
    return (JSON.parse(body) as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId;
  }

  it("is filled by the address, and the address follows it", async () => {
    const page = await explorer.open("#/operations/CreateKey?Description=a+key&KeyUsage=SIGN%2FVERIFY");
    expect(await field(page, "Description").locator("input, textarea").inputValue()).toBe("a key");
    expect(await field(page, "KeyUsage").getByRole("radio", { name: "SIGN/VERIFY" }).isChecked()).toBe(true);
    await field(page, "KeySpec").getByRole("combobox").selectOption("EC_SM2");
    await page.waitForURL(/KeySpec=EC_SM2/);
    await page.evaluate(() => {
      location.hash = "#/operations/CreateKey?Description=another";
    });
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('[data-field="Description"] textarea')?.value === "another",
    );
    expect(await field(page, "KeySpec").getByRole("combobox").inputValue()).toBe("");
  });

  it("sends the request that it shows, and answers in both forms", async () => {
    const KeyId = await newKey();
    const page = await explorer.open(`#/operations/DescribeKey?KeyId=${KeyId}`);
    expect(await page.getByRole("region", { name: "Body" }).textContent()).toContain(`&KeyId=${KeyId}`);
    expect(await send(page)).toBe("200 done");
    await page.getByRole("tab", { name: "XML" }).click();
    await page.getByRole("region", { name: "Answer XML" }).waitFor();
    expect(await page.locator(".answer pre").textContent()).toContain(`<KeyId>${KeyId}</KeyId>`);
  });

  it("offers the keys that are there", async () => {
    const KeyId = await newKey();
    const page = await explorer.open("#/operations/EnableKey");
    await field(page, "KeyId").locator("input").focus();
    await page.locator(`datalist option[value="${KeyId}"]`).waitFor({ state: "attached" });
  });

  it("tells what is wrong beside the field, and leads to it", async () => {
    const page = await explorer.open("#/operations/AsymmetricSign");
    const digest = field(page, "Digest");
    await digest.getByRole("textbox").fill("AAAA");
    await digest.getByText("Digest: is shorter than 32 bytes.").waitFor();
    expect(await page.getByText("is needed but not provided").count()).toBe(0);
    await page.getByRole("button", { name: /^Send/ }).click();
    await field(page, "KeyId").getByText('The parameter "KeyId" is needed but not provided.').waitFor();
    expect(
      await field(page, "KeyId")
        .locator("input")
        .evaluate((input) => input === document.activeElement),
    ).toBe(true);
    expect(await page.locator(".answer .mark").count()).toBe(0);
    expect(await send(page)).toBe("400 refused");
  });

  it("takes bytes as text and as hex, and says how many there are", async () => {
    const page = await explorer.open("#/operations/GenerateMac");
    const message = field(page, "Message");
    await message.getByRole("combobox").selectOption("text");
    await message.getByRole("textbox").fill("中文");
    expect(await message.textContent()).toContain("6 bytes");
    await message.getByRole("combobox").selectOption("hex");
    expect(await message.getByRole("textbox").inputValue()).toBe("e4b8ade69687");
    await message.getByRole("combobox").selectOption("base64");
    expect(await message.getByRole("textbox").inputValue()).toBe("5Lit5paH");
  });

  it("keeps an encryption context as a table and as JSON, and out of the address and of what the tab keeps", async () => {
    const page = await explorer.open(
      "#/operations/Encrypt?KeyId=alias/none&Plaintext=planted&EncryptionContext=planted",
    );
    const context = field(page, "EncryptionContext");
    expect(await field(page, "Plaintext").getByRole("textbox").inputValue()).toBe("");
    await field(page, "Plaintext").getByRole("textbox").fill("s3cret-text");
    await context.getByRole("button", { name: "Add a row: EncryptionContext" }).click();
    await context.getByLabel("EncryptionContext 1 key").fill("tenant");
    await context.getByLabel("EncryptionContext 1 value").fill("s3cret-tenant");
    expect(await context.locator("textarea").inputValue()).toBe('{"tenant":"s3cret-tenant"}');
    await context.locator("textarea").fill('{"a":"1","b":"2"}');
    expect(await context.getByLabel("EncryptionContext 2 value").inputValue()).toBe("2");
    await context.locator("textarea").fill('{"tenant":"s3cret-tenant"}');
    await field(page, "KeyId").locator("input").fill("alias/other");
    await page.waitForURL(/alias%2Fother/);
    expect(await send(page)).toBe("404 refused");
    const kept = await page.evaluate(() => [
      location.href,
      JSON.stringify(sessionStorage),
      JSON.stringify(localStorage),
    ]);
    expect(kept.join("\n")).not.toContain("s3cret");
  });

  it("explains a refusal, and leads on to what helps", async () => {
    const page = await explorer.open("#/operations/DescribeKey?KeyId=alias%2Fnone");
    expect(await send(page)).toMatch(/refused$/);
    const refusal = page.getByRole("alert");
    expect(await refusal.textContent()).toContain("Forbidden.AliasNotFound");
    await refusal.locator(".explained p").first().waitFor();
    expect(await refusal.getByRole("link", { name: "The whole explanation" }).getAttribute("href")).toMatch(
      /^\/explain\//,
    );
    expect(await refusal.getByRole("link", { name: /^Open / }).getAttribute("href")).toMatch(
      /^#\/operations\//,
    );
    await keepScreen(page, "refusal-1440");
  });

  it("covers secrets in an answer until somebody asks for them", async () => {
    const page = await explorer.open("#/operations/GetRandomPassword");
    for (const format of ["JSON", "XML"]) {
      await page.getByRole("combobox", { name: "Answer as" }).selectOption(format);
      expect(await send(page)).toBe("200 done");
      await page.getByRole("region", { name: `Answer ${format}` }).waitFor();
      const body = page.locator(".answer pre");
      expect(await body.textContent()).toContain("••••••••");
      await page.getByRole("button", { name: "Show secrets" }).click();
      expect(await body.textContent()).not.toContain("••••••••");
      expect(await body.textContent()).toMatch(/RandomPassword["<>: ]+\S{32}/);
    }
  });

  it("is filled in and sent by keys alone", async () => {
    const KeyId = await newKey();
    const page = await explorer.open("#/operations/DescribeKey");
    await page.locator("main").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type(KeyId);
    await page.keyboard.press("Control+Enter");
    await page.locator(".answer .mark.done").waitFor();
  });

  it("does not send twice what changes something, for an answer in another form", async () => {
    const page = await explorer.open("#/operations/CreateKey");
    expect(await send(page)).toBe("200 done");
    const id = await page.locator(".answer-id").textContent();
    await page.getByRole("tab", { name: "XML" }).click();
    await page.getByText("This answer was asked for as JSON.").waitFor();
    expect(await page.locator(".answer-id").textContent()).toBe(id);
  });

  it("signs by the scheme and the method that are chosen", async () => {
    const page = await explorer.open("#/operations/ListKeys?PageSize=5");
    for (const scheme of ["V1", "ACS3", "ACS4"]) {
      for (const method of ["GET", "POST"]) {
        await page.getByRole("combobox", { name: "Signature scheme" }).selectOption(scheme);
        await page.getByRole("combobox", { name: "Method", exact: true }).selectOption(method);
        const sent = page.waitForRequest((request) => new URL(request.url()).pathname === "/");
        await page.getByRole("button", { name: /^Send/ }).click();
        expect((await sent).method()).toBe(method);
        expect((await sent).headers()["authorization"]?.slice(0, 4)).toBe(
          scheme === "V1" ? undefined : scheme,
        );
        await page.locator(".answer .mark.done").waitFor();
      }
    }
  });

  it("brings the answer into view, and Send stays there", async () => {
    const page = await explorer.open("#/operations/CreateKey", { viewport: { width: 1440, height: 600 } });
    expect(await send(page)).toBe("200 done");
    for (const shown of [
      page.getByRole("heading", { name: "Answer" }),
      page.getByRole("button", { name: /^Send/ }),
    ]) {
      const box = await shown.boundingBox();
      expect(box?.y).toBeGreaterThan(40);
      expect(box?.y).toBeLessThan(560);
    }
  });

  it("has no barriers: with rows, with faults, refused, in both themes", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await explorer.open("#/operations/TagResources?ResourceType=nothing", { colorScheme });
      await page.getByRole("button", { name: "Add a row: Tag", exact: true }).click();
      await page.getByRole("button", { name: /^Send/ }).click();
      await page.getByRole("button", { name: "Send anyway" }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await send(page)).toBe("400 refused");
      await page.locator(".explained p").first().waitFor();
      await page.getByRole("tab", { name: "What is known" }).click();
      expect(await barriers(page)).toEqual([]);
      await page.close();
    }
  });

  for (const [name, width] of Object.entries(widths)) {
    it(`scrolls nowhere sideways on a ${name}`, async () => {
      const page = await explorer.open("#/operations/ExportDataKey", { viewport: { width, height: 800 } });
      expect(await sidewaysScroll(page)).toBe(0);
      await keepScreen(page, `operation-${String(width)}`);
      for (const operation of ["TagResources", "CreateKey", "ExportDataKeyToRecipients"]) {
        await page.goto(page.url().replace(/#.*/, `#/operations/${operation}`));
        await page.getByRole("heading", { level: 1, name: operation }).waitFor();
        expect(await sidewaysScroll(page)).toBe(0);
      }
    });
  }
});
