import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { join } from "node:path";
import { readParts } from "@keyferry/files";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const whole = async (path: string) => (await buffer(readParts(path))).toString();

function newPipe(): string {
  const pipe = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  return pipe;
}

/** A shell that writes to a pipe. */
function write(pipe: string, script: string): void {
  const shell = spawn("sh", ["-c", script, "sh", pipe], { stdio: "ignore" });
  onTestFinished(() => void shell.kill("SIGKILL"));
}

describe("a file that is read in parts", () => {
  it("comes whole, in parts that are the reader's own", async () => {
    const file = join(temporaryFolder(), "file");
    const content = Buffer.alloc(200_000, "0123456789");
    writeFileSync(file, content);
    const parts: Uint8Array[] = [];
    for await (const part of readParts(file)) parts.push(part);
    expect(Math.max(...parts.map(({ length }) => length))).toBe(65_536);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  it("may be a pipe, however slowly somebody writes to it", async () => {
    const pipe = newPipe();
    write(pipe, 'sleep 0.3; { printf one; sleep 0.3; printf two; sleep 0.3; } >"$1"');
    expect(await whole(pipe)).toBe("onetwo");
  });

  it("may be a pipe that ends without a byte", async () => {
    const pipe = newPipe();
    write(pipe, '{ sleep 0.3; } >"$1"');
    expect(await whole(pipe)).toBe("");
  });

  it("is waited for two seconds where nobody writes to the pipe, and no longer", async () => {
    const pipe = newPipe();
    const begin = performance.now();
    await expect(whole(pipe)).rejects.toThrow(`${pipe} is a pipe that nobody writes to`);
    expect(performance.now() - begin).toBeLessThan(4_000);
  });

  it.each([
    ["/dev/zero", "/dev/zero is a device: name a file"],
    ["/tmp", "/tmp is a folder: name a file"],
    ["/nowhere", "/nowhere is not there: check the path"],
  ])("is refused at once as %s", async (path, message) => {
    await expect(whole(path)).rejects.toThrow(message);
  });
});
