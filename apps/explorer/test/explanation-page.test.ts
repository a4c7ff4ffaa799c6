import { beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { send } from "../../server/test/raw-http.ts";
import { signedQuery } from "../../server/test/signed-request.ts";
import { keepScreen, sidewaysScroll, widths } from "./explorer-page.ts";
import { sharedExplorer } from "./shared-explorer.ts";

describe.skipIf(isLeftOut("chromium"))("the page of an explanation", () => {
  const explorer = sharedExplorer();
  let url = "";
  beforeAll(async () => {
    const target = `/?${signedQuery({ Action: "DescribeKey", KeyId: "alias/none" }).replace(/Signature=[^&]*/, "Signature=d3Jvbmc%3D")}`;
    const { headers } = await send(explorer.server.ready.public, { target });
    url = String(headers["x-keyferry-explain"]);
  });

  it("is drawn in a browser with the explorer's colours, and leads to the explorer", async () => {
    const page = await explorer.open();
    const body = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const colour = await body();
    await page.goto(url);
    await page.getByRole("heading", { name: "SignatureDoesNotMatch" }).waitFor();
    expect(await body()).toBe(colour);
    await page.getByRole("link", { name: "Explorer" }).click();
    await page.waitForURL(/\/explorer\/$/);
  });

  it("fits every width, in both themes and languages", async () => {
    for (const [width, pixels] of Object.entries(widths)) {
      for (const colorScheme of ["light", "dark"] as const) {
        const locale = width === "tablet" ? "zh-CN" : "en";
        const page = await explorer.open("#/", {
          viewport: { width: pixels, height: 900 },
          colorScheme,
          locale,
        });
        await page.goto(url);
        await page.getByRole("heading", { name: "SignatureDoesNotMatch" }).waitFor();
        expect(await page.getAttribute("html", "lang")).toBe(locale);
        expect(await sidewaysScroll(page)).toBe(0);
        await keepScreen(page, `explanation-${width}-${colorScheme}`);
        await page.context().close();
      }
    }
  });
});
