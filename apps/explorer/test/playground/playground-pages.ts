import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { launchChromium } from "../../../../tools/testing/chromium.ts";
import { serveFolder } from "./static-folder.ts";

const explorer = fileURLToPath(new URL("../../", import.meta.url));

/** The built playground in Chromium, served by a plain web server. */
export interface PlaygroundPages extends AsyncDisposable {
  /** Address of the folder. */
  readonly url: string;
  /** The folder. */
  readonly folder: string;
  /**
   * How large the program of a source file is with all that it needs at once, and without what an earlier one of these has:
   * bytes, compressed.
   */
  readonly sizes: (...sources: readonly RegExp[]) => readonly number[];
  /**
   * Opens it at a place such as `#/operations`, in a context of its own, and waits until it is drawn.
   *
   * @param before runs in the page before anything else
   */
  readonly open: (hash?: string, context?: BrowserContextOptions, before?: () => void) => Promise<Page>;
  /** What went wrong in any page since it was asked last: errors, and requests for anything but files of the folder. */
  readonly takeFaults: () => readonly string[];
}

/** Builds the playground into a folder of its own, serves that, and starts a Chromium. */
export async function openPlaygroundPages(): Promise<PlaygroundPages> {
  await using ending = new AsyncDisposableStack();
  const folder = ending.adopt(await mkdtemp(join(tmpdir(), "playground-")), (it) =>
    rm(it, { recursive: true }),
  );
  const built = await build({
    root: explorer,
    configFile: join(explorer, "vite.playground.config.ts"),
    logLevel: "error",
    build: { outDir: folder },
  });
  const { output } = built as Rolldown.RolldownOutput;
  const { url } = ending.use(await serveFolder(folder, "/some/path/"));
  const browser = ending.adopt(await launchChromium(), (it) => it.close());
  const faults: string[] = [];
  const kept = ending.move();
  return {
    ...{ url, folder },
    sizes: (...sources) => sizesOf(output, sources),
    takeFaults: () => faults.splice(0),
    async open(hash = "#/", context = {}, before = () => undefined) {
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
      await page.addInitScript(before);
      await page.goto(url + hash);
      await page.locator("main h1").first().waitFor();
      return page;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function sizesOf(output: Rolldown.RolldownOutput["output"], sources: readonly RegExp[]): readonly number[] {
  const chunks = output.filter((file) => file.type === "chunk");
  const counted = new Set<string>();
  const weigh = (chunk: Rolldown.OutputChunk | undefined): number => {
    if (chunk === undefined) throw new Error("the build has no such part");
    if (counted.has(chunk.fileName)) return 0;
    counted.add(chunk.fileName);
    const needed = chunk.imports.map((name) => weigh(chunks.find(({ fileName }) => fileName === name)));
    return needed.reduce((sum, size) => sum + size, gzipSync(chunk.code).length);
  };
  return sources.map((source) =>
    weigh(chunks.find(({ facadeModuleId }) => facadeModuleId !== null && source.test(facadeModuleId))),
  );
}
