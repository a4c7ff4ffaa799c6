import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { views } from "../../src/views.ts";
import { barriers } from "../barriers.ts";
import { keepScreen, sidewaysScroll, widths } from "../explorer-page.ts";
import { field, send } from "../operation-form.ts";
import { openPlaygroundPages, type PlaygroundPages } from "./playground-pages.ts";

const slow = 120_000;

describe.skipIf(isLeftOut("chromium"))("the playground", { timeout: slow }, () => {
  let pages: PlaygroundPages;
  beforeAll(async () => {
    pages = await openPlaygroundPages();
  }, slow);
  afterAll(async () => {
    expect(pages.takeFaults()).toEqual([]);
    await pages[Symbol.asyncDispose]();
  });

  /** The text of a dialog's button, pressed. */
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).last().click();

  /** What the page says of its clock, above everything. */
  const ahead = (page: Page) =>
    page.getByRole("region", { name: "Playground" }).getByText("8 days ahead of your clock").first();

  /** Saves the playground, and answers its file. */
  async function save(page: Page, passphrase: string): Promise<string> {
    await press(page, "Save");
    await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
    if (passphrase !== "") await page.getByLabel("Passphrase again").fill(passphrase);
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Save to a file")]);
    return download.path();
  }

  it("says plainly what it is, below any path of any web server", async () => {
    const page = await pages.open();
    expect(await page.title()).toContain("Keyferry");
    const strip = page.getByRole("region", { name: "Playground" });
    expect(await strip.textContent()).toContain(
      "Everything happens in this tab. Nothing is stored until you save it.",
    );
  });

  it("allows its page nothing but its own files, and asks nobody anything", async () => {
    const html = await readFile(join(pages.folder, "index.html"), "utf8");
    expect(html.replaceAll("&#39;", "'")).toContain("default-src 'none'; script-src 'self'; ");
    expect(html).not.toMatch(/(?:src|href)="(?!\.\/)/);
    const page = await pages.open();
    const refused = await page.evaluate(() =>
      fetch("./icon.svg").then(
        () => "fetched",
        () => "refused",
      ),
    );
    expect(refused).toBe("refused");
    expect(pages.takeFaults().join("\n")).toMatch(/connect-src 'none'/);
  });

  it("loads its KMS beside the page, and what is large with what needs it", () => {
    const sizes = pages.sizes(
      /\/index\.html$/,
      /\/open-kms\.ts$/,
      /\/crypto-software\/src\/index\.ts$/,
      /\/node-forge\/lib\/index\.js$/,
    );
    const document = readFileSync(new URL("../../../../docs/playground.md", import.meta.url), "utf8");
    const promised = [...document.matchAll(/under (\d+) kB/g)].map(([, most]) => Number(most) * 1000);
    expect(promised).toHaveLength(sizes.length);
    expect(sizes.map((size, index) => size < (promised[index] ?? 0))).toEqual(sizes.map(() => true));
  });

  it("shows every view of the explorer, and has something in each", async () => {
    const page = await pages.open("#/", { viewport: { width: widths.phone, height: 800 } });
    for (const place of Object.keys(views.all)) {
      await page.evaluate((to) => {
        location.hash = to;
      }, `#/${place}`);
      await page.locator(`main[data-place="${place}"] h1`).first().waitFor();
      await page.locator(".waits").first().waitFor({ state: "detached" });
      // Nothing was refused yet.
      const empty = place === "refusals" ? "none" : ".empty";
      const wrong = page.locator(`main :is(.notice.refused, ${empty})`);
      expect([place, await wrong.allInnerTexts()]).toEqual([place, []]);
      expect([place, await sidewaysScroll(page)]).toEqual([place, 0]);
      await keepScreen(page, `playground-view-${place}`);
    }
  });

  it.each(["RSA", "SM2"])("runs the journey of a data key to a recipient with %s", async (kind) => {
    const page = await pages.open("#/journey");
    await page.getByRole("radio", { name: kind }).check();
    await page.getByRole("button", { name: "Start the journey" }).click();
    await page.locator(".journey-verdict:is(.done, .refused)").waitFor();
    expect((await page.getByRole("main").innerText()).trim().split("\n").at(-1)).toMatch(/^Proved/);
  });

  /** Fills the form of an operation, sends it and answers what came back. */
  async function callBy(page: Page, operation: string, fields: Readonly<Record<string, string>>) {
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/operations/${operation}`);
    await page.locator(`main[data-place="operations/${operation}"] h1`).waitFor();
    for (const [name, value] of Object.entries(fields)) {
      const radio = field(page, name).getByRole("radio", { name: value, exact: true });
      if ((await radio.count()) > 0) await radio.check();
      else await field(page, name).locator("input, textarea").first().fill(value);
    }
    const status = await send(page);
    const text = (await page.locator(".answer pre").first().textContent()) ?? "";
    return { status, answer: JSON.parse(text) as Readonly<Record<string, string>> };
  }

  it("goes on from a saved file in another tab: what was encrypted before is exported, and opens", async () => {
    const first = await pages.open();
    await press(first, "Clock");
    await press(first, "8 days forward");
    await ahead(first).waitFor();
    await first.keyboard.press("Escape");
    const dataKey = await callBy(first, "GenerateDataKeyWithoutPlaintext", { KeyId: "alias/orders" });
    const { CiphertextBlob = "" } = dataKey.answer;
    const file = await save(first, "one two three four");
    await first.close();

    const second = await pages.open();
    await press(second, "Load");
    await second.getByLabel("File").setInputFiles(file);
    await second.getByLabel("Passphrase").fill("one two three");
    await press(second, "Load this file");
    await second.getByText("The file does not open with this passphrase.").waitFor();
    await second.getByLabel("Passphrase").fill("one two three four");
    await press(second, "Load this file");
    await second.getByRole("dialog").waitFor({ state: "detached" });
    await ahead(second).waitFor();

    const recipient = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const exported = await callBy(second, "ExportDataKey", {
      CiphertextBlob,
      PublicKeyBlob: recipient.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    });
    expect(exported.status).toBe("200 done");
    const opened = privateDecrypt(
      { key: recipient.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      Buffer.from(exported.answer["ExportedDataKey"] ?? "", "base64"),
    );
    expect(opened).toHaveLength(32);
  });

  it("refuses as a server does, and says why beside it", async () => {
    const page = await pages.open();
    const { status, answer } = await callBy(page, "DescribeKey", { KeyId: "alias/none" });
    expect([status, answer["Code"]]).toEqual(["404 refused", "Forbidden.AliasNotFound"]);
    await page.getByRole("alert").locator(".explained p").first().waitFor();
  });

  it("refuses a file that is none of its own, and says what to do", async () => {
    const page = await pages.open();
    await press(page, "Load");
    const files = page.getByLabel("File");
    await files.setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByText("This file is no saved playground.").waitFor();
  });

  it("says of no file that it is damaged where something else went wrong", async () => {
    const page = await pages.open("#/", {}, () => {
      File.prototype.arrayBuffer = () => Promise.reject(new DOMException("moved away", "NotReadableError"));
    });
    await press(page, "Load");
    await page
      .getByLabel("File")
      .setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    const notice = page.getByRole("dialog").locator(".notice.refused");
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/not for a fault of its own[^]*moved away/);
  });

  it("loads the file that was chosen last, however long an earlier one took to read", async () => {
    const page = await pages.open();
    const [locked, open] = [await save(page, "one two three"), await save(page, "")];
    await page.evaluate(() => {
      const read = Object.getOwnPropertyDescriptor(Blob.prototype, "arrayBuffer")
        ?.value as Blob["arrayBuffer"];
      let first = true;
      File.prototype.arrayBuffer = async function () {
        if (first) {
          first = false;
          await new Promise((resolve) => {
            addEventListener("go-on", resolve);
          });
        }
        return read.call(this);
      };
    });
    await press(page, "Load");
    await page.getByLabel("File").setInputFiles(locked);
    await page.getByLabel("File").setInputFiles(open);
    await page.getByText(/^Saved on/).waitFor();
    await page.evaluate(async () => {
      dispatchEvent(new Event("go-on"));
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect(await page.getByLabel("Passphrase").count()).toBe(0);
    await press(page, "Load this file");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("says where a file was not saved, and stays open", async () => {
    const page = await pages.open();
    await page.evaluate(() => {
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = () => {
        URL.createObjectURL = make;
        throw new RangeError("no room");
      };
    });
    await press(page, "Save");
    await press(page, "Save to a file");
    const notice = page.getByRole("dialog").locator(".notice.refused");
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/was not saved[^]*no room/);
    await Promise.all([page.waitForEvent("download"), press(page, "Save to a file")]);
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("moves its clock, and shows what has come of it", async () => {
    const page = await pages.open("#/keys");
    await page.getByText("alias/summer-sale").waitFor();
    await press(page, "Clock");
    await press(page, "8 days forward");
    await page.getByRole("dialog").getByText("8 days ahead of your clock").waitFor();
    await ahead(page).waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("alias/summer-sale").waitFor({ state: "detached" });
    await page.getByText("alias/orders").waitFor();
  });

  it("has access keys to try, of somebody who may do less", async () => {
    const page = await pages.open("#/keys");
    await press(page, "What is this?");
    await page.getByRole("listitem").filter({ hasText: "courier" }).getByRole("button").click();
    await page.getByRole("button", { name: "In use" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("banner").textContent()).toContain("LTAI-courier");
  });

  it("starts anew when it is asked twice", async () => {
    const page = await pages.open();
    await press(page, "Clock");
    await press(page, "1 day forward");
    await page.keyboard.press("Escape");
    await press(page, "Start anew");
    await press(page, "Forget all and start anew");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await press(page, "Clock");
    await page.getByText("As your clock").waitFor();
  });

  it("works over plain HTTP from another machine, where browsers lend no cryptography", async () => {
    const page = await pages.open("#/", {}, () => {
      // What such pages do not have.
      Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
      Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });
    });
    await page.goto(`${pages.url}#/keys`);
    await page.getByText("alias/orders").waitFor();
    expect(await page.evaluate(() => (crypto as Partial<Crypto>).subtle)).toBeUndefined();
  });

  it("goes through another gateway without another address", async () => {
    const page = await pages.open();
    await page.getByLabel("Gateway").selectOption("dedicated");
    await page.locator("main h1").first().waitFor();
    expect(page.url()).toContain(pages.url);
    expect(await page.getByLabel("Gateway").inputValue()).toBe("dedicated");
  });

  it.each(["light", "dark"] as const)("shuts nobody out by its dialogs, in %s", async (colorScheme) => {
    const page = await pages.open("#/", { colorScheme });
    for (const name of ["What is this?", "Save", "Load", "Clock", "Start anew"]) {
      await press(page, name);
      await page.getByRole("dialog").waitFor();
      expect([name, await barriers(page)]).toEqual([name, []]);
      await keepScreen(page, `playground-${name.replaceAll(/\W+/g, "-")}-${colorScheme}`);
      await page.keyboard.press("Escape");
    }
  });

  for (const [name, width] of Object.entries(widths)) {
    it(`scrolls nowhere sideways on a ${name}`, async () => {
      const page = await pages.open("#/", { viewport: { width, height: 800 } });
      expect(await sidewaysScroll(page)).toBe(0);
      await keepScreen(page, `playground-${name}`);
    });
  }
});
