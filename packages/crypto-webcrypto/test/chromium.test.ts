import { afterAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { openBrowserPage, type OpenPage } from "./chromium.ts";
import { conformanceSuites } from "./suites.ts";

const suites = conformanceSuites();
const inChromium = it.skipIf(isLeftOut("chromium"));

// Opened by whichever test is first, so that a Chromium that does not start fails every one.
let opening: Promise<OpenPage> | undefined;
const openPage = () => (opening ??= openBrowserPage());

afterAll(async () => {
  const opened = await opening?.catch(() => undefined);
  await opened?.[Symbol.asyncDispose]();
});

describe("a page in Chromium", () => {
  inChromium("has SubtleCrypto and nothing of Node's", async () => {
    const { page } = await openPage();
    const found = await page.evaluate(() => ({
      secure: isSecureContext,
      subtle: typeof crypto.subtle,
      node: ["Buffer", "process", "require"].filter((name) => name in globalThis),
    }));
    expect(found).toEqual({ secure: true, subtle: "object", node: [] });
  });

  inChromium("runs the same checks as Node", async () => {
    const { page } = await openPage();
    const expected = suites.map(({ name, checks }) => ({ name, checks: checks.map((check) => check.name) }));
    expect(await page.evaluate(() => globalThis.keyferry.suites)).toEqual(expected);
  });

  // Before all others that use SM2, since the module is made once.
  inChromium("compiles the software backend's WebAssembly for SM2", async () => {
    const { page } = await openPage();
    const found = await page.evaluate(async () => {
      const { Instance } = WebAssembly;
      let instances = 0;
      WebAssembly.Instance = class extends Instance {
        constructor(module: WebAssembly.Module) {
          super(module);
          instances++;
        }
      };
      const wrong = await globalThis.keyferry.run(
        "the backend on SubtleCrypto, with the software backend behind it",
        "EC_SM2: makes new pairs that do not pass for one another",
      );
      WebAssembly.Instance = Instance;
      return { wrong, instances };
    });
    expect(found).toEqual({ wrong: undefined, instances: 1 });
  });
});

describe.each(suites)("in Chromium, $name keeps the contract", ({ name: suite, checks }) => {
  for (const { name: check } of checks) {
    inChromium(check, async () => {
      const { page } = await openPage();
      const wrong = await page.evaluate(([s, c]) => globalThis.keyferry.run(s, c), [suite, check] as const);
      expect(wrong).toBeUndefined();
    });
  }
});
