import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../../../tools/testing/chromium.ts";
import { servePage } from "../../../../tools/testing/web-page.ts";

/** Pages with the SDK in them, at two origins of one web server, in a browser. */
export interface SdkPages extends AsyncDisposable {
  readonly browser: Browser;
  /** By address and by name: for a browser another site each. */
  readonly origins: { readonly byAddress: string; readonly byName: string };
  /** Opens the page at an origin. */
  readonly open: (origin: string) => Promise<Page>;
}

/** Serves the page, and starts a browser for it. */
export async function serveSdkPages(): Promise<SdkPages> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    conditions: ["@keyferry/source"],
    logLevel: "silent",
  });
  const code = outputFiles.map(({ text }) => text).join("\n");
  const server = await servePage(code);
  const port = String(server.port);
  const browser = await launchChromium();
  return {
    browser,
    origins: { byAddress: `http://127.0.0.1:${port}`, byName: `http://localhost:${port}` },
    open: async (origin) => {
      const page = await browser.newPage();
      await page.goto(`${origin}/`);
      await page.waitForFunction(() => "kms" in globalThis);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server[Symbol.dispose]();
    },
  };
}
