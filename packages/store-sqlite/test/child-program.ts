import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** One of the programs of this folder, in a process of its own. */
export interface ChildProgram {
  /** The lines it has written so far. */
  readonly lines: readonly string[];
  /** Waits until it has written this many lines; rejects when it ends before. */
  written(count: number): Promise<void>;
  /** Kills it (SIGKILL), so that it can do nothing more, and waits for its end. */
  kill(): Promise<void>;
  /** Waits for its end; rejects unless it went well. */
  done(): Promise<void>;
}

/** Starts one within a test; it ends with the test at the latest. */
export function startProgram(name: string, ...parameters: readonly string[]): ChildProgram {
  const path = new URL(`./programs/${name}.ts`, import.meta.url).pathname;
  const options = [
    "--conditions=@keyferry/source",
    "--experimental-strip-types",
    "--no-warnings",
    "--expose-gc",
  ];
  const child = spawn(process.execPath, [...options, path, ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // A test that fails or times out must not leave it running.
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  // Listens from the start: a program may end before anyone asks.
  const ended = Promise.all([once(child, "exit"), once(reader, "close")]);

  return {
    lines,
    written: async (count) => {
      while (lines.length < count) {
        const end = await Promise.race([once(reader, "line").then(() => undefined), ended]);
        if (end !== undefined && lines.length < count) {
          throw new Error(`${name} ended after ${String(lines.length)} lines`);
        }
      }
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    done: async () => {
      await ended;
      if (child.exitCode !== 0) {
        throw new Error(`${name} ended with ${String(child.exitCode)}`);
      }
    },
  };
}
