import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { officialClient } from "../../server/test/official-client.ts";
import { giveAccessKey, keepScreen, sidewaysScroll, widths } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

const keyId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const fingerprint = "ab".repeat(32);
const policy = (Action: string, Condition?: object) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action, Resource: "*", ...(Condition && { Condition }) }],
});
const user = { accessKeyId: "LTAI-courier", accessKeySecret: "not-a-secret-of-anybody" };
const seed = {
  keys: [{ id: keyId, spec: "Aliyun_AES_256", aliases: ["alias/orders"] }],
  groups: [{ name: "night-shift", policies: [policy("kms:List*")] }],
  users: [
    {
      name: "courier",
      groups: ["night-shift"],
      accessKeys: [{ id: user.accessKeyId, secret: user.accessKeySecret }],
      policies: [
        policy("kms:ExportDataKey", {
          StringEquals: { "keyferry:RecipientFingerprint": fingerprint },
          IpAddress: { "acs:SourceIp": "192.0.2.0/24" },
        }),
      ],
    },
  ],
  roles: [{ name: "auditor", policies: [policy("kms:Describe*")] }],
};

describe.skipIf(isLeftOut("chromium"))("what the API does not tell", () => {
  const explorer = sharedExplorer({ seed, ephemeral: false });

  it("is users with their groups and policies", async () => {
    const page = await explorer.open("#/access");
    await page.getByText("LTAI-courier").waitFor();
    await page.getByRole("button", { name: "Show 2 policies" }).click();
    const dialog = page.getByRole("dialog", { name: "Policies of courier" });
    await dialog.getByText("is in the group night-shift").waitFor();
    await dialog.getByText("keyferry:RecipientFingerprint").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Roles" }).click();
    await page.getByText("auditor").waitFor();
    await page.getByRole("tab", { name: "Recipients" }).click();
    await page.getByText("No recipients have names yet.").waitFor();
  });

  it("is who may export a key, by the link on the key's own page", async () => {
    const page = await explorer.open(`#/keys/${keyId}`);
    await page.getByRole("link", { name: "Who may export it, and to whom?" }).click();
    await page.getByText("These may export to a key pair that they make themselves:").waitFor();
    const row = page.getByRole("row").filter({ hasText: "user/courier" });
    expect(await row.count()).toBe(1);
    expect(await row.textContent()).toContain("acs:SourceIp IpAddress 192.0.2.0/24");
    await page.getByLabel("Key", { exact: true }).fill("00000000-0000-0000-0000-000000000000");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("Forbidden.KeyNotFound").waitFor();
  });

  it("is the audit trail, which is whole, and its records by operation and page", async () => {
    const call = officialClient(explorer.server.ready.public);
    for (let calls = 0; calls < 60; calls += 1) await call("DescribeKey", { KeyId: keyId });
    await call("ListAliases");
    const page = await explorer.open("#/trail?operation=ListAliases");
    await page.getByText("The chain is whole.").waitFor();
    await expect.poll(() => page.getByRole("main").getByRole("row").count()).toBeGreaterThan(1);
    await page.getByLabel("operation", { exact: true }).selectOption("DescribeKey");
    await expect.poll(() => page.getByRole("main").getByRole("row").count()).toBe(51);
    await page.getByRole("button", { name: "Older" }).click();
    await page.getByRole("button", { name: "Back to the newest" }).waitFor();
    await expect.poll(() => page.getByRole("main").getByRole("row").count()).toBeLessThan(51);
    await page.getByRole("button", { name: "Details" }).first().click();
    await page.getByRole("dialog").getByText('"eventName": "DescribeKey"').waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("principal").fill("nobody-is-called-so");
    await page.keyboard.press("Enter");
    await page.getByText("No record matches these filters.").waitFor();
  });

  it("is refusals, as they come, with what to do", async () => {
    const page = await explorer.open("#/refusals");
    await page.getByText("Nothing was refused yet.").waitFor();
    await officialClient(explorer.server.ready.public, user)("CreateKey").catch(() => undefined);
    await page.getByRole("link", { name: "CreateKey" }).waitFor();
    await page.getByText("What to do").waitFor();
    await page.getByText("Details", { exact: true }).click();
    await page.getByText("does not apply: it names another action").first().waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused. New refusals are not shown.").waitFor();
  });

  it("is said to be for the root alone, to anybody else", async () => {
    const page = await explorer.open("#/access");
    await page.getByText("LTAI-courier").waitFor();
    await giveAccessKey(page, user.accessKeyId, user.accessKeySecret);
    await page.getByText("only the account's root may look here").waitFor();
  });

  it.each([
    ["access", "#/access", "courier"],
    ["exporters", `#/access/exporters/${keyId}`, "user/courier"],
    ["trail", "#/trail", "127.0.0.1"],
    ["refusals", "#/refusals", "CreateKey"],
  ])("fits every width in both themes and languages: %s", async (name, hash, said) => {
    for (const [width, pixels] of Object.entries(widths)) {
      for (const colorScheme of ["light", "dark"] as const) {
        const locale = width === "tablet" ? "zh-CN" : "en";
        const viewport = { width: pixels, height: 900 };
        const page = await explorer.open(hash, { viewport, colorScheme, locale });
        await page.getByRole("main").getByText(said).first().waitFor();
        expect(await sidewaysScroll(page)).toBe(0);
        await keepScreen(page, `${name}-${width}-${colorScheme}`);
        await page.context().close();
      }
    }
  });
});
