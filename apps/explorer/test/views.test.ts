import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { views } from "../src/views.ts";
import { barriers } from "./barriers.ts";
import { keepScreen, sidewaysScroll, widths } from "./explorer-page.ts";
import { filledSeed, keyOfSeed } from "./filled-seed.ts";
import { sharedExplorer } from "./shared-explorer.ts";

/** Every view, and what lies below some of them. */
const places = [
  ...Object.keys(views.all),
  "operations/ExportDataKey",
  "operations/CreateKey",
  `keys/${keyOfSeed}`,
];
const nameOf = (place: string) => place.replaceAll("/", "-");

/** Goes to a place within the page that is open, and waits until it has loaded what it shows. */
async function go(page: Page, place: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/${place}`);
  await page.locator(`main[data-place="${place}"] h1`).first().waitFor();
  await page.locator(".waits").first().waitFor({ state: "detached" });
}

describe.skipIf(isLeftOut("chromium"))("every view", () => {
  const explorer = sharedExplorer({ seed: filledSeed });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, width] of Object.entries(widths)) {
      for (const locale of ["en-US", "zh-CN"]) {
        it(`fits on a ${device}, in ${colorScheme} and ${locale}, and shuts nobody out`, async () => {
          const page = await explorer.open("#/", { viewport: { width, height: 900 }, colorScheme, locale });
          for (const place of places) {
            await go(page, place);
            expect([place, await sidewaysScroll(page)]).toEqual([place, 0]);
            if (locale === "en-US" || device === "phone") {
              await keepScreen(page, `${nameOf(place)}-${device}-${colorScheme}-${locale}`);
            }
            if (locale === "en-US") expect([place, await barriers(page)]).toEqual([place, []]);
          }
          await page.context().close();
        }, 300_000);
      }
    }
  }
});
