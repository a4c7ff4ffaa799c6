import { readdirSync, readFileSync } from "node:fs";

/**
 * CPU time, in seconds, that the threads of a process have used so far. The scheduler tells it in nanoseconds, where
 * /proc/PID/stat has hundredths of a second. Linux only.
 */
export function cpuSecondsOf(pid: number): number {
  const threads = `/proc/${String(pid)}/task`;
  const nanoseconds = readdirSync(threads).map((thread) => {
    const [onCpu] = readFileSync(`${threads}/${thread}/schedstat`, "utf8").split(" ");
    return Number(onCpu);
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9;
}
