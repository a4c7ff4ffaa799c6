import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { filledSeed, instanceOfSeed, keyInInstance, keyOfSeed } from "./filled-seed.ts";
import { sharedExplorer } from "./shared-explorer.ts";

describe.skipIf(isLeftOut("chromium"))("lists", () => {
  const explorer = sharedExplorer({ seed: filledSeed });

  it("go through their pages, each by a link of its own", async () => {
    const page = await explorer.open("#/keys");
    await page.getByRole("link", { name: "alias/orders" }).waitFor();
    expect(await page.getByRole("main").getByRole("row").count()).toBe(11);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("11 to 13 of 13").waitFor();
    await page.reload();
    await page.getByText("11 to 13 of 13").waitFor();
  });

  it("are filtered, and say so where nothing matches", async () => {
    const page = await explorer.open("#/keys");
    await page.getByLabel("KeySpec").selectOption("Aliyun_AES_256");
    await expect.poll(() => page.getByRole("main").getByRole("row").count()).toBe(3);
    await page.getByLabel("KeyState").selectOption("Disabled");
    await page.getByText("No key matches these filters.").waitFor();
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await expect.poll(() => page.getByRole("main").getByRole("row").count()).toBe(11);
  });

  it("lead to a key, its tags, and the forms that take it", async () => {
    const page = await explorer.open("#/keys");
    await page.getByRole("link", { name: "alias/orders" }).click();
    await page.getByRole("tab", { name: "Tags" }).click();
    await page.getByText("payments").waitFor();
    await page.getByRole("tab", { name: "What can be done" }).click();
    const link = page.getByRole("tabpanel").getByRole("link", { name: "DisableKey" });
    expect(await link.getAttribute("href")).toBe(`#/operations/DisableKey?KeyId=${keyOfSeed}`);
  });

  it("show the policy of a key of an instance, and the instance", async () => {
    const page = await explorer.open(`#/keys/${keyInInstance}?tab=policy`);
    await page.getByText('"Effect": "Allow"').waitFor();
    await page.goto(page.url().replace(/#.*/, "#/instances"));
    await page.getByRole("link", { name: instanceOfSeed }).click();
    await page.getByText("InstanceName").waitFor();
  });

  it("say what to do where there is nothing", async () => {
    const page = await explorer.open("#/secrets");
    await page.getByText("No secrets yet.").waitFor();
    expect(await page.getByRole("link", { name: "Create a secret" }).getAttribute("href")).toBe(
      "#/operations/CreateSecret",
    );
  });

  it("find tags of every kind of thing", async () => {
    const page = await explorer.open("#/tags?Key=team");
    await page.getByRole("link", { name: keyOfSeed }).first().waitFor();
    await page.getByRole("tab", { name: "secret" }).click();
    await page.getByText("No tags here.").waitFor();
  });

  it("say what the service has refused, and ask again", async () => {
    const page = await explorer.open("#/keys/00000000-0000-4000-8000-000000000000");
    await page.getByText("Forbidden.KeyNotFound").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(1);
  });
});
