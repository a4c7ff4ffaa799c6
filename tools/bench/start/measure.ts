import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuSecondsOf } from "../../testing/process-cpu.ts";

/** What a server has used until it was ready. */
export interface Readiness {
  /** CPU time. */
  readonly seconds: number;
  /** Resident memory. */
  readonly bytes: number;
}

/** Starts a server, and stops it as soon as its ready file is there. */
export async function untilReady(command: readonly string[], readyFile: string): Promise<Readiness> {
  rmSync(readyFile, { force: true });
  const child = spawn(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  const pid = child.pid ?? 0;
  const ended = once(child, "exit");
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    await sleep(1);
  }
  const used = { seconds: cpuSecondsOf(pid), bytes: residentBytesOf(pid) };
  child.kill("SIGTERM");
  await ended;
  return used;
}

/** The shell counts in hundredths of a second. */
const times = 10;
const script = `for i in ${"x ".repeat(times)}; do "$@" > /dev/null || exit; done; times`;

/** CPU time, in seconds, of a program from its start to its end: the shell tells what its children have used. */
export function untilEnd(command: readonly string[]): number {
  const { stdout, status } = spawnSync("sh", ["-c", script, "sh", ...command], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command.join(" ")} failed`);
  const [, ofChildren = ""] = stdout.trim().split("\n");
  const used = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0) / times;
}

function residentBytesOf(pid: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
