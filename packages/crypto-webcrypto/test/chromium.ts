import type { Page } from "playwright-core";
import { launchChromium } from "../../../tools/testing/chromium.ts";
import { servePage } from "../../../tools/testing/web-page.ts";
import { bundleForBrowsers } from "./bundle.ts";

/** A page of this package in Chromium. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
}

/** Opens `browser-page.ts` in a headless Chromium, from a server on loopback: SubtleCrypto wants a secure context. */
export async function openBrowserPage(): Promise<OpenPage> {
  const { code } = await bundleForBrowsers("browser-page.ts");
  const browser = await launchChromium();
  const server = await servePage(code);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${String(server.port)}/`);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await browser.close();
      server[Symbol.dispose]();
    },
  };
}
