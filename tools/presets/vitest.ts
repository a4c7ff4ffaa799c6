import { fileURLToPath } from "node:url";
import { defineConfig, type TestUserConfig } from "vitest/config";

const seededFastCheck = fileURLToPath(new URL("../testing/seeded-fast-check.ts", import.meta.url));

/** How every package is tested: from the sources of all of them, and with properties that try the same cases each time. */
export function testProject(name: string, test: TestUserConfig = {}) {
  return defineConfig({
    ssr: { resolve: { conditions: ["@keyferry/source"] } },
    test: {
      alias: { "fast-check": seededFastCheck },
      name,
      include: ["test/**/*.test.ts"],
      testTimeout: 20_000,
      ...test,
    },
  });
}
