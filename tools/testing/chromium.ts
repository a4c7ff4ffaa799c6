import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless Chromium. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error("chromium is missing: apt-get install chromium");
  return chromium.launch({ executablePath, headless: true, args });
}
