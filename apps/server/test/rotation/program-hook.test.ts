import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RotationHookError } from "@keyferry/kms";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProgramHook } from "../../src/rotation/program-hook.ts";
import { isRunning } from "./is-running.ts";
import { question } from "./question.ts";

let folder: string;
let ending: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keyferry-hook-"));
  ending = new AbortController();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Asks a program of a few lines of shell. */
function ask(lines: string, timeLimit = 5000): Promise<unknown> {
  const program = join(folder, "hook");
  writeFileSync(program, `#!/bin/sh\ncd ${folder}\n${lines}\n`);
  chmodSync(program, 0o700);
  return createProgramHook(program, { timeLimit, signal: ending.signal }).ask(question);
}

/** What a question is refused with. */
async function failureOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RotationHookError);
  const { message, cause } = error as RotationHookError;
  expect([message, cause]).toEqual([expect.not.stringContaining("hush"), undefined]);
  return message;
}

describe("a hook that is a program", () => {
  it("reads the question from standard input, and answers on standard output", async () => {
    expect(await ask("cat")).toEqual(question);
  });

  it("need not read the question", async () => {
    expect(await ask(`echo '{}'`)).toEqual({});
  });

  it("takes a question that is longer than a pipe holds", async () => {
    const AccountPassword = "x".repeat(200_000);
    const long = { ...question, Proposed: { AccountPassword } };
    const program = join(folder, "hook");
    writeFileSync(program, `#!/bin/sh\nprintf '{"length":%s}' $(wc -c)\n`, { mode: 0o700 });
    const hook = createProgramHook(program, { timeLimit: 5000, signal: ending.signal });
    expect(await hook.ask(long)).toEqual({ length: Buffer.byteLength(JSON.stringify(long)) });
  });

  it("has the environment of the server, but not its options", async () => {
    vi.stubEnv("KEYFERRY_ACCESS_KEY_SECRET", "hush");
    vi.stubEnv("DATABASE", "orders");
    expect(await ask(`printf '{"a":"%s","b":"%s"}' "$KEYFERRY_ACCESS_KEY_SECRET" "$DATABASE"`)).toEqual({
      a: "",
      b: "orders",
    });
  });

  it.each([
    ["ended with code 3", "echo '{}'; exit 3"],
    ["ended with SIGTERM", "kill -TERM $$"],
    ["no JSON in UTF-8", "echo hush"],
    ["no JSON in UTF-8", ""],
    ["no JSON in UTF-8", `printf '"\\377"'`],
    ["longer than 65536 bytes", "head -c 70000 /dev/zero; sleep 60"],
    ["longer than 65536 bytes", "yes hush"],
  ])("has failed, %s: %s", async (says, lines) => {
    expect(await failureOf(ask(`echo hush-err >&2\n${lines}`))).toContain(says);
  });

  it("has failed where it cannot be started", async () => {
    const hook = createProgramHook(join(folder, "none"), { timeLimit: 5000, signal: ending.signal });
    expect(await failureOf(hook.ask(question))).toContain("cannot be started (ENOENT)");
  });

  it("is ended with all that it has started when its time is over", async () => {
    const lines = "sleep 60 & echo $! > child; echo $$ > self; wait";
    expect(await failureOf(ask(lines, 500))).toContain("longer than 0.5 seconds");
    await expect
      .poll(() => [isRunning(join(folder, "self")), isRunning(join(folder, "child"))])
      .toEqual([false, false]);
  });

  it("has failed where what it has started holds its output when it has ended", async () => {
    expect(await failureOf(ask(`echo '{}'; sleep 60 & echo $! > child`, 500))).toContain("longer than");
    await expect.poll(() => isRunning(join(folder, "child"))).toBe(false);
  });

  it("is ended when the server stops, and not started any more", async () => {
    const asked = failureOf(ask("echo $$ > self; exec sleep 60"));
    await expect.poll(() => isRunning(join(folder, "self"))).toBe(true);
    ending.abort();
    expect(await asked).toContain("the server stops");
    await expect.poll(() => isRunning(join(folder, "self"))).toBe(false);
    expect(await failureOf(ask("touch started"))).toContain("the server stops");
    expect(existsSync(join(folder, "started"))).toBe(false);
  });
});
