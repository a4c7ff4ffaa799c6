import type { Page } from "playwright-core";

/** The field of a parameter, as it stands in the form. */
export const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

/** Sends what the form holds, and waits for the answer; gives what is said of its status. */
export async function send(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Send/ }).click();
  const mark = page.locator(".answer .mark").first();
  await mark.waitFor();
  return (await mark.textContent()) ?? "";
}
