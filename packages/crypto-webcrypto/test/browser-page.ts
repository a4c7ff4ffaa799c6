import { conformanceSuites } from "./suites.ts";

/** What the page offers to the tests that open it. */
export interface BrowserPage {
  /** The names of the checks of each suite. */
  readonly suites: readonly { readonly name: string; readonly checks: readonly string[] }[];
  /** Runs one check; answers what was found wrong. */
  run(suite: string, check: string): Promise<string | undefined>;
}

declare global {
  // A property of the global object, which only `var` declares.
  var keyferry: BrowserPage;
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describeError(error.cause)}`;
}

const suites = conformanceSuites();

globalThis.keyferry = {
  suites: suites.map(({ name, checks }) => ({ name, checks: checks.map((check) => check.name) })),
  async run(suiteName, checkName) {
    const suite = suites.find(({ name }) => name === suiteName);
    const check = suite?.checks.find(({ name }) => name === checkName);
    if (check === undefined) return "there is no such check in the page";
    try {
      await check.run();
      return undefined;
    } catch (error) {
      return describeError(error);
    }
  },
};
