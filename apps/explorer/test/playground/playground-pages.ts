import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { launchChromium } from "../../../../tools/testing/chromium.ts";
import { serveFolder } from "./static-folder.ts";

const explorer = fileURLToPath(new URL("../../", import.meta.url));

/** The built playground in Chromium, served by a plain web server. */
export interface PlaygroundPages extends AsyncDisposable {
  /** Address of the folder. */
  readonly url: string;
  /** The folder. */
  readonly folder: string;
  /** Opens it at a place such as `#/operations`, in a context of its own, and waits until it is drawn. */
  readonly open: (hash?: string, context?: BrowserContextOptions) => Promise<Page>;
  /** What went wrong in any page since it was asked last: errors, and requests for anything but files of the folder. */
  readonly takeFaults: () => readonly string[];
}

/** Builds the playground into a folder of its own, serves that, and starts a Chromium. */
export async function openPlaygroundPages(): Promise<PlaygroundPages> {
  await using ending = new AsyncDisposableStack();
  const folder = ending.adopt(await mkdtemp(join(tmpdir(), "playground-")), (it) =>
    rm(it, { recursive: true }),
  );
  await build({
    root: explorer,
    configFile: join(explorer, "vite.playground.config.ts"),
    logLevel: "error",
    build: { outDir: folder },
  });
  const { url } = ending.use(await serveFolder(folder, "/some/path/"));
  const browser = ending.adopt(await launchChromium(), (it) => it.close());
  const faults: string[] = [];
  const kept = ending.move();
  return {
    ...{ url, folder },
    takeFaults: () => faults.splice(0),
    async open(hash = "#/", context = {}) {
      const page = await (await browser.newContext({ reducedMotion: "reduce", ...context })).newPage();
      // A passphrase costs half a second of a machine that does nothing else.
      page.setDefaultTimeout(90_000);
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
      page.on("request", (request) => {
        const isFile = request.method() === "GET" && request.url().startsWith(url);
        if (!isFile && !request.url().startsWith("blob:")) faults.push(`request: ${request.url()}`);
      });
      await page.goto(url + hash);
      await page.locator("main h1").first().waitFor();
      return page;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
