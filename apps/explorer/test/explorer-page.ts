import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { startServer, type RunningServer, type ServerStart } from "../../server/test/running-server.ts";
import { launchChromium } from "../../../tools/testing/chromium.ts";

/** Where screens are kept for people to look at. */
const screensFolder = fileURLToPath(new URL("../.screens/", import.meta.url));

/** The widths that the page is looked at in, in pixels. */
export const widths = { phone: 380, tablet: 900, desktop: 1440 } as const;

/** The explorer of a server, in Chromium. */
export interface Explorer {
  readonly server: RunningServer;
  /** Opens the page at a place such as `#/operations`, in a context of its own, and waits until it is drawn. */
  readonly open: (hash?: string, context?: BrowserContextOptions) => Promise<Page>;
  /** What went wrong in any page so far: errors in the console, and requests to anywhere else. */
  readonly faults: () => readonly string[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Starts a server that keeps nothing, and a Chromium for its explorer. */
export async function startExplorer(start: ServerStart = {}): Promise<Explorer> {
  const server = await startServer({ ephemeral: true, ...start });
  const browser = await launchChromium().catch(async (error: unknown) => {
    await server[Symbol.asyncDispose]();
    throw error;
  });
  const faults: string[] = [];
  const origin = server.ready.public;
  return {
    server,
    faults: () => faults,
    async open(hash = "#/", context = {}) {
      const page = await (await browser.newContext({ reducedMotion: "reduce", ...context })).newPage();
      page.on("console", (message) => {
        // A refusal is an answer like others, and Chromium calls it an error.
        const isRefusal = /^Failed to load resource: the server responded with a status of [45]\d\d/.test(
          message.text(),
        );
        if (message.type() === "error" && !isRefusal) faults.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
      page.on("request", (request) => {
        if (new URL(request.url()).origin !== origin) faults.push(`request: ${request.url()}`);
      });
      await page.goto(`${origin}/explorer/${hash}`);
      await page.locator("main h1").first().waitFor();
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Has the page sign with an access key. */
export async function giveAccessKey(page: Page, id: string, secret: string): Promise<void> {
  await page.getByRole("button", { name: "Access key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("AccessKeyId", { exact: true }).fill(id);
  await dialog.getByLabel("AccessKeySecret").fill(secret);
  await dialog.getByRole("button", { name: "Use this key" }).click();
}

/** Keeps a screen of the whole page, for people to look at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screensFolder}${name}.png`, fullPage: true });
}

/** How far the page can be scrolled sideways, in pixels: nowhere is 0. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
