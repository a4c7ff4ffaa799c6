import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@keyferry/source"] } },
  test: { name: "files", include: ["test/**/*.test.ts"] },
});
