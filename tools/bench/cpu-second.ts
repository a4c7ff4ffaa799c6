/** How long one run of one scenario takes, in seconds of CPU time. */
const runLength = 0.4;

/** Does the work over and over for a while; answers how often it was done in a second of this process's CPU time. */
export async function operationsPerCpuSecond(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  let operations = 0;
  for (;;) {
    await work();
    operations++;
    // Asking costs a few microseconds: not after every operation.
    if (operations % 16 !== 0 && operations > 16) continue;
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    if (seconds >= runLength) return operations / seconds;
  }
}
