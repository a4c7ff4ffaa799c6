import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Whether a process runs, by the file in which it has left its id. One that has ended and that nobody has asked about does not. */
export function isRunning(file: string): boolean {
  if (!existsSync(file)) return false;
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", readFileSync(file, "utf8").trim()]);
  return /^[^Z\s]/.test(stdout.toString());
}
