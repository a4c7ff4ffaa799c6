import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuSecondsOf } from "../testing/process-cpu.ts";
import { accessKey } from "./access-key.ts";

/** A server under measurement. */
export interface Subject {
  /** Origin of the public gateway. */
  readonly url: string;
  /** The ready file, as far as the server writes one. */
  readonly ready: { readonly public: string; readonly instanceId?: string };
  /** CPU time, in seconds, that its process has used so far. */
  readonly cpuSeconds: () => number;
  readonly stop: () => Promise<void>;
}

/** The real server of a built tree, with its defaults but for these flags, in a folder of its own. */
export function startKeyferry(
  tree: string,
  flagsIn: (folder: string) => readonly string[] = () => [],
): Promise<Subject> {
  const program = join(tree, "apps/server/bin/keyferry-server.js");
  const ports = ["public", "vpc", "dedicated"].flatMap((kind) => [`--${kind}-port`, "0"]);
  const key = ["--access-key-id", accessKey.id, "--access-key-secret", accessKey.secret];
  return startSubject((folder) => [
    ...[program, "--data", folder, ...ports, ...key, "--log-level", "warn"],
    ...flagsIn(folder),
  ]);
}

/** A program that writes `ready.json` into the folder that is made for it. */
export async function startSubject(commandIn: (folder: string) => readonly string[]): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const child = spawn(process.execPath, commandIn(folder), { stdio: ["ignore", "inherit", "inherit"] });
  const ready = await readReady(child, join(folder, "ready.json"));
  return {
    url: ready.public,
    ready,
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readReady(child: ChildProcess, file: string): Promise<Subject["ready"]> {
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    await sleep(20);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Subject["ready"];
}
