import { defineConfig, type TestUserConfig } from "vitest/config";

/** How every package is tested: from the sources of all of them. */
export function testProject(name: string, test: TestUserConfig = {}) {
  return defineConfig({
    ssr: { resolve: { conditions: ["@keyferry/source"] } },
    test: { name, include: ["test/**/*.test.ts"], testTimeout: 20_000, ...test },
  });
}
