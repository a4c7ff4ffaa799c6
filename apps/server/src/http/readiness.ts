import type { Logger } from "pino";

/** Answers the names of what does not do its work now: none where the service is ready. Never rejects. */
export type Readiness = () => Promise<readonly string[]>;

/** How long an answer is good for, in milliseconds: anybody may ask, and each check writes to the disk. */
const lifetime = 1_000;

/**
 * Looks whether the service can do its work. Whoever asks within a second is given the answer of before, and whoever asks at
 * the same time the same one.
 *
 * @param checks by name; each throws or rejects while its part does not do its work
 * @param log told when a part fails first, and why, and when all do their work again
 */
export function createReadiness(
  checks: Readonly<Record<string, () => unknown>>,
  log: Pick<Logger, "info" | "error">,
): Readiness {
  let latest: Promise<readonly string[]> | undefined;
  let goodUntil = 0;
  let told = "";

  return () => {
    if (latest === undefined || performance.now() >= goodUntil) {
      goodUntil = Infinity;
      latest = look().finally(() => {
        goodUntil = performance.now() + lifetime;
      });
    }
    return latest;
  };

  async function look(): Promise<readonly string[]> {
    const names = Object.keys(checks);
    const outcomes = await Promise.allSettled(Object.values(checks).map(async (check) => check()));
    const failures = outcomes.flatMap((outcome, index) =>
      outcome.status === "rejected" ? [{ name: names[index] ?? "", error: outcome.reason as unknown }] : [],
    );
    const failing = failures.map(({ name }) => name);
    if (failing.join() !== told) tell(failures);
    told = failing.join();
    return failing;
  }

  function tell(failures: readonly { readonly name: string; readonly error: unknown }[]): void {
    if (failures.length === 0) log.info("ready again");
    for (const { name, error } of failures) log.error({ err: error, failing: name }, "not ready");
  }
}
