import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProgramHook } from "../../src/rotation/program-hook.ts";
import { isRunning } from "./is-running.ts";
import { failureOf } from "./failure.ts";
import { question } from "./question.ts";

let folder: string;
let ending: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keyferry-hook-"));
  ending = new AbortController();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Longer than anything takes, in milliseconds: a limit that no test is to meet. */
const patience = 60_000;

/** Asks a program of a few lines of shell. */
function ask(lines: string, timeLimit = patience): Promise<unknown> {
  const program = join(folder, "hook");
  writeFileSync(program, `#!/bin/sh\ncd ${folder}\n${lines}\n`);
  chmodSync(program, 0o700);
  return createProgramHook(program, { timeLimit, signal: ending.signal }).ask(question);
}

/** Waits until a program has left its id in a file, and runs. */
async function running(file: string): Promise<void> {
  await expect.poll(() => isRunning(join(folder, file))).toBe(true);
}

/** Waits until a program that has left its id in a file runs no more. */
async function ended(file: string): Promise<void> {
  const path = join(folder, file);
  await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size).toBeGreaterThan(0);
  await expect.poll(() => isRunning(path)).toBe(false);
}

/** Answers as the system does where processes are another user's. */
function refuseToKill(): void {
  vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
  });
  syncBuiltinESMExports();
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
    const hook = createProgramHook(program, { timeLimit: patience, signal: ending.signal });
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
    const hook = createProgramHook(join(folder, "none"), { timeLimit: patience, signal: ending.signal });
    expect(await failureOf(hook.ask(question))).toContain("cannot be started (ENOENT)");
  });

  it("is ended with all that it has started when its time is over", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = failureOf(ask("sleep 60 & echo $! > child; echo $$ > self; wait", 500));
    await running("self");
    await running("child");
    vi.advanceTimersByTime(500);
    expect(await asked).toContain("longer than 0.5 seconds");
    await ended("self");
    await ended("child");
  });

  it("has failed where what it has started holds its output when it has ended", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = failureOf(ask(`sleep 60 & echo $! > child; echo $$ > self; echo '{}'`, 500));
    await running("child");
    await ended("self");
    vi.advanceTimersByTime(500);
    expect(await asked).toContain("longer than 0.5 seconds");
    await ended("child");
  });

  it.each([
    ["its time is over", "longer than 0.5 seconds"],
    ["the server stops", "the server stops"],
  ])("is let go of when %s, where it runs as another user and cannot be ended", async (when, says) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    refuseToKill();
    // It ends by itself when nobody reads it any more.
    const asked = failureOf(ask("echo $$ > self; while echo; do sleep 0.1; done", 500));
    await running("self");
    if (when === "the server stops") ending.abort();
    else vi.advanceTimersByTime(500);
    expect(await asked).toContain(says);
    await ended("self");
  });

  it("is ended when the server stops, and not started any more", async () => {
    const asked = failureOf(ask("echo $$ > self; exec sleep 60"));
    await running("self");
    ending.abort();
    expect(await asked).toContain("the server stops");
    await ended("self");
    expect(await failureOf(ask("touch started"))).toContain("the server stops");
    expect(existsSync(join(folder, "started"))).toBe(false);
  });
});
