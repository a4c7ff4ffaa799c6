import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@keyferry/source"] } },
  test: { name: "crypto-pkcs11", include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
