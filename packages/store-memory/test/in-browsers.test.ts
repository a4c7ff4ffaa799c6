import { build } from "esbuild";
import { describe, expect, it } from "vitest";

describe("the package", () => {
  it("uses nothing of Node", async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export * from "@keyferry/store-memory";`, resolveDir: import.meta.dirname },
      ...{ bundle: true, format: "esm", logLevel: "silent", platform: "browser", write: false },
      conditions: ["@keyferry/source"],
      external: ["node:*"],
    });
    const code = outputFiles.map(({ text }) => text).join("\n");
    expect(code).not.toMatch(/["']node:/);
    expect(code).not.toMatch(/\b(?:process|Buffer|require)\b\s*[.(]/);
  });
});
