import { existsSync } from "node:fs";

/** Whether the workspace has the package of an adapter: whoever takes it out takes its rows of tests along. */
export function hasAdapter(name: "crypto-webcrypto"): boolean {
  return existsSync(new URL(`../../packages/${name}/package.json`, import.meta.url));
}
