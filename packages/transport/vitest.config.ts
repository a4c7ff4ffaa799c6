import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@keyferry/source"] } },
  // Most of these tests wait: for time limits, for pauses.
  test: { name: "transport", include: ["test/**/*.test.ts"], testTimeout: 60_000, maxConcurrency: 8 },
});
