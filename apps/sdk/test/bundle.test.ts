import { operations } from "@keyferry/protocol";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    conditions: ["@keyferry/source"],
    external: ["node:*"],
    format: "esm",
    logLevel: "silent",
    minify: true,
    platform: "browser",
    write: false,
  });
  return outputFiles.map(({ text }) => text).join("\n");
}

/** Names of the operations that a program holds. */
const heldBy = (program: string) => Object.keys(operations).filter((name) => program.includes(`"${name}"`));

describe("a bundle", () => {
  it("of createCaller and one operation holds no other", async () => {
    const program = await bundle(`
      export { createCaller } from "@keyferry/sdk";
      export { exportDataKey } from "@keyferry/protocol";
    `);
    expect(heldBy(program)).toEqual(["ExportDataKey"]);
    expect(program).not.toContain("ScheduleKeyDeletion");
  });

  it("of the whole client holds all", async () => {
    const program = await bundle('export { createKmsClient } from "@keyferry/sdk/client";');
    expect(heldBy(program)).toEqual(Object.keys(operations));
  });

  it("needs nothing of Node, with its transport and the credentials of a role", async () => {
    const program = await bundle(`
      export { createKmsClient } from "@keyferry/sdk/client";
      export { createAssumeRole, createTemporaryCredentials } from "@keyferry/sdk";
      export { createDedicatedTransport, createPublicTransport, createVpcTransport } from "@keyferry/transport";
    `);
    expect(program).not.toMatch(/["']node:|require\(/);
  });

  it("needs Node for what reads files and the environment, and says so", async () => {
    const program = await bundle('export { createDefaultCredentials } from "@keyferry/sdk/node";');
    expect(program).toMatch(/["']node:fs/);
  });
});
