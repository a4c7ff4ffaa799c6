import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*"],
    // vitest leaves a core to others, and would use one of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
