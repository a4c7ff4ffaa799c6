import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestUserConfig } from "vitest/config";

/** Programs that tests start run from sources: what V8 and Node make of these is kept from one start to the next. */
const compileCache = fileURLToPath(new URL("../../node_modules/.cache/keyferry/compile", import.meta.url));

const seededFastCheck = fileURLToPath(new URL("../testing/seeded-fast-check.ts", import.meta.url));

/** How every package is tested: from the sources of all of them, and with properties that try the same cases each time. */
export function testProject(name: string, test: TestUserConfig = {}) {
  return defineConfig({
    ssr: { resolve: { conditions: ["@keyferry/source"] } },
    test: {
      env: { NODE_COMPILE_CACHE: compileCache },
      alias: { "fast-check": seededFastCheck },
      name,
      include: ["test/**/*.test.ts"],
      // A test ends by itself: this is for one that hangs, on the busiest machine.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // What is waited for comes sooner or later: a second is not much on a busy machine.
      expect: { poll: { timeout: 10_000 } },
      // vitest leaves a core to others, and would use one of two. A project has its own number: that of the root is not asked.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      ...test,
    },
  });
}
