import { cpuSecondsOf } from "../testing/process-cpu.ts";

/** How long one run of one scenario takes, in seconds of CPU time. */
const runLength = 0.4;

/**
 * Does the work over and over for a while; answers how often it was done in a second of CPU time.
 *
 * @param helper another process that the work makes use of: its CPU time counts like this process's own
 */
export async function operationsPerCpuSecond(work: () => unknown, helper?: number): Promise<number> {
  const cpuSeconds = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6 + (helper === undefined ? 0 : cpuSecondsOf(helper));
  };
  const start = cpuSeconds();
  let operations = 0;
  for (;;) {
    await work();
    operations++;
    // Asking costs a few microseconds: not after every operation.
    if (operations % 16 !== 0 && operations > 16) continue;
    const seconds = cpuSeconds() - start;
    if (seconds >= runLength) return operations / seconds;
  }
}
