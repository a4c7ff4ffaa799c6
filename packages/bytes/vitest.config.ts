import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@keyferry/source"] } },
  test: { name: "bytes", include: ["test/**/*.test.ts"], testTimeout: 20_000 },
});
