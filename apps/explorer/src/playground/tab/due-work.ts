import type { Kms } from "@keyferry/kms";

/** What is done when its time has come. */
export interface DueWork {
  /** Does what is due, one time after the other. Never rejects. */
  now(): Promise<void>;
  /** Ends it, also what is under way. */
  close(): void;
}

/** Milliseconds. A key that is due is found by no call anyway; what is seen earlier is its next version. */
const interval = 30_000;

/** Deletes due keys and secrets, and makes new versions of keys and secrets that are due: at every half minute, and when asked. */
export function startDueWork(
  kms: Pick<Kms, "purgeDueKeys" | "purgeDueSecrets" | "rotateDueKeys" | "rotateDueSecrets">,
  onFault: (error: unknown) => void,
): DueWork {
  const ending = new AbortController();
  const { signal } = ending;
  let latest = Promise.resolve();

  const doAll = async () => {
    if (signal.aborted) return;
    const works = [
      kms.rotateDueKeys(signal),
      kms.purgeDueSecrets(signal),
      kms.purgeDueKeys(signal),
      kms.rotateDueSecrets(signal),
    ];
    for (const work of await Promise.allSettled(works)) {
      if (work.status === "rejected" && !ending.signal.aborted) onFault(work.reason);
    }
  };
  const now = () => (latest = latest.then(doAll));
  const timer = setInterval(() => void now(), interval);

  return {
    now,
    close() {
      clearInterval(timer);
      ending.abort();
    },
  };
}
