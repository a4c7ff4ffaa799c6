import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { startServer } from "../src/demo/server-process.ts";
import { runProgram } from "./built-program.ts";
import { keyferry, temporaryFolder } from "./keyferry.ts";

const entries = ["a", "b", "c"].map((digit, index) => ({
  id: digit.repeat(32),
  requestId: `0000000${String(index)}-ABCD`,
  code: "Forbidden.KeyNotFound",
  text: `text ${String(index)}\n`,
}));

/** A folder in which a server has left explanations. */
function folderWith(content: unknown, data = ".keyferry"): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, data));
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, data, "explain.json"), text);
  return folder;
}

const explain = (...args: readonly string[]) =>
  keyferry(["explain", ...args], { folder: folderWith({ explanations: entries }) });

describe("keyferry explain", () => {
  it.each([
    [[], "text 2\n"],
    [["--last", "2"], "text 1\n\ntext 2\n"],
    [["--last", "10"], "text 0\n\ntext 1\n\ntext 2\n"],
    [["b".repeat(32)], "text 1\n"],
    [[`http://127.0.0.1:7788/explain/${"a".repeat(32)}`], "text 0\n"],
    [["00000001-abcd"], "text 1\n"],
  ])("%j shows what is asked for, the last at the end", async (args, out) => {
    expect(await explain(...args)).toEqual({ exitCode: 0, out, err: "" });
  });

  it("shows JSON, one explanation a line, without the text", async () => {
    const { out } = await explain("--json", "--last", "2");
    const expected = entries.slice(1).map(({ id, requestId, code }) => ({ id, requestId, code }));
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(expected);
  });

  it("reads another data folder", async () => {
    const folder = folderWith({ explanations: entries }, "kms");
    expect((await keyferry(["explain", "--data", "kms"], { folder })).out).toBe("text 2\n");
    expect((await keyferry(["explain"], { folder })).err).toContain("no explanations in this folder");
  });

  it("steers no terminal, whatever the file holds", async () => {
    const folder = folderWith({
      explanations: [{ ...entries[0], text: "\u001b[2J\u009b1m", code: "\u009b1m" }],
    });
    for (const args of [["explain"], ["explain", "--json"]]) {
      expect((await keyferry(args, { folder })).out).not.toMatch(/[\u001b\u009b]/);
    }
  });

  it.each([
    ["no such explanation", ["d".repeat(32)], "unknown id, or too old"],
    ["no number", ["--last", "0"], "It must be a number from 1 on"],
  ])("with %s fails, and says so", async (_, args, message) => {
    const { exitCode, out, err } = await explain(...args);
    expect([exitCode, out]).toEqual([1, ""]);
    expect(err).toContain(message);
  });

  it.each([
    ["no JSON", "{"],
    ["no explanations", {}],
    ["no texts", { explanations: [{ id: "a" }] }],
    ["null", null],
  ])("of a file with %s says that it cannot be read", async (_, content) => {
    const { exitCode, err } = await keyferry(["explain"], { folder: folderWith(content) });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^keyferry: \.keyferry.explain\.json cannot be read: .*\.\n$/);
  });

  it("shows why a running server has refused a call of this very command", async () => {
    const folder = temporaryFolder();
    const credentials = { accessKeyId: "cli", accessKeySecret: "the secret of a test" };
    const quiet = { flags: [], variables: {}, signal: new AbortController().signal };
    const { connection, stop } = await startServer({
      folder,
      credentials,
      environment: process.env,
      ...quiet,
    });
    try {
      const environment = {
        KEYFERRY_ENDPOINT: connection.endpoint,
        KEYFERRY_ACCESS_KEY_ID: "cli",
        KEYFERRY_ACCESS_KEY_SECRET: "another secret",
      };
      const Plaintext = Buffer.from("attack at dawn").toString("base64");
      const call = ["call", "Encrypt", "--KeyId", "alias/a", "--Plaintext", Plaintext];
      expect((await runProgram(call, { folder, environment })).err).toContain("SignatureDoesNotMatch");
      const shown = await vi.waitFor(
        async () => {
          const outcome = await runProgram(["explain", "--data", "data"], { folder });
          expect(outcome.exitCode).toBe(0);
          return outcome;
        },
        { timeout: 10_000 },
      );
      expect(shown.out).toContain("SignatureDoesNotMatch (400)");
      expect(shown.out).toContain("The secret is probably wrong");
      expect(shown.out).toContain("x-acs-action:Encrypt");
      for (const secret of [Plaintext, credentials.accessKeySecret]) expect(shown.out).not.toContain(secret);
    } finally {
      await stop();
    }
  });
});
