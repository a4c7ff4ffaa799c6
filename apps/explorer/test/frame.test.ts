import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { send } from "../../server/test/raw-http.ts";
import { sidewaysScroll, startExplorer, widths } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

const dist = new URL("../dist/", import.meta.url);

describe("the build", () => {
  it("is under 250 kB, compressed", () => {
    const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const sizes = files
      .filter(({ name }) => !name.endsWith(".md"))
      .map(({ parentPath, name }) => gzipSync(readFileSync(`${parentPath}/${name}`)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
  });
});

describe.skipIf(isLeftOut("chromium"))("the frame", () => {
  const explorer = sharedExplorer();

  it("lists the operations, and says whom it talks to", async () => {
    const page = await explorer.open("#/operations");
    expect(await page.title()).toContain("Keyferry Explorer");
    expect(await page.getByRole("banner").textContent()).toContain("cn-hangzhou");
    expect(
      await page.getByRole("main").getByRole("link", { name: "ExportDataKey", exact: true }).count(),
    ).toBe(1);
  });

  it("marks operations that have a dry run, and those that need an instance", async () => {
    const page = await explorer.open("#/operations/SetKeyPolicy");
    const marked = (name: string) => page.locator("#side a", { hasText: name }).first().textContent();
    expect(await marked("SetKeyPolicy")).toBe("SetKeyPolicyinstance");
    expect(await marked("ExportDataKey")).toBe("ExportDataKeydry run");
    expect(await marked("ConnectKmsInstance")).toBe("ConnectKmsInstanceinstance");
    expect(await marked("CreateKeyVersion")).toBe("CreateKeyVersion");
  });

  it("finds an operation by keys alone", async () => {
    const page = await explorer.open();
    await page.keyboard.press("/");
    await page.keyboard.type("generateandexp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/#\/operations\/GenerateAndExportDataKey$/);
  });

  it("keeps language and theme", async () => {
    const page = await explorer.open();
    await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    await page.getByRole("combobox", { name: "Language" }).selectOption("zh");
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(
      await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset["theme"]]),
    ).toEqual(["zh-CN", "dark"]);
  });

  for (const [name, width] of Object.entries(widths)) {
    it(`scrolls nowhere sideways on a ${name}`, async () => {
      const page = await explorer.open("#/", { viewport: { width, height: 800 } });
      expect(await sidewaysScroll(page)).toBe(0);
    });
  }
});

describe("the server", () => {
  it("serves the explorer under strict rules, and the built-in access key to this machine", async () => {
    await using explorer = await startExplorer();
    const { public: origin } = explorer.server.ready;
    const { headers } = await send(origin, { target: "/explorer/" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    const about = JSON.parse((await send(origin, { target: "/explorer/server.json" })).body) as object;
    expect(about).toMatchObject({ gateway: "public", builtInAccessKey: { id: "keyferry" } });
  });

  it("gives nothing of the explorer to other origins, and has it taken for what it is", async () => {
    await using explorer = await startExplorer();
    for (const target of ["/explorer", "/explorer/", "/explorer/server.json", "/explorer/none.js"]) {
      const { headers } = await send(explorer.server.ready.public, { target });
      expect(headers, target).toMatchObject({
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": expect.stringMatching(/^no-(?:store|cache)$/) as string,
      });
    }
  });
});
