import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@keyferry/source"] } },
  test: { name: "crypto-webcrypto", include: ["test/**/*.test.ts"], testTimeout: 20_000 },
});
