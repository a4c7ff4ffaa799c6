import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { launchChromium } from "../../../tools/testing/chromium.ts";
import { bundleForBrowsers } from "./bundle.ts";

/** A page of this package in Chromium. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
}

/** Opens `browser-page.ts` in a headless Chromium, from a server on loopback: SubtleCrypto wants a secure context. */
export async function openBrowserPage(): Promise<OpenPage> {
  const { code } = await bundleForBrowsers("browser-page.ts");
  const browser = await launchChromium();
  const server = createServer((request, response) => {
    const [type, body] =
      request.url === "/page.js"
        ? ["text/javascript", code]
        : ["text/html", '<!doctype html><script type="module" src="/page.js"></script>'];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.close();
    },
  };
}
