import type { Kms } from "@keyferry/kms";
import type { Closing } from "./closing.ts";
import type { ReportFault } from "./observe/fault-report.ts";

const minute = 60_000;
const hour = 60 * minute;

/**
 * Deletes due keys: now, and once an hour. A server starts, and serves, whatever becomes of it: where a module is away,
 * the keys in it stay, found by no call, and are tried again after a minute, and after twice as long each further time,
 * up to an hour.
 */
export function startPurging(
  kms: Pick<Kms, "purgeDueKeys">,
  { closing, reportFault }: { readonly closing: Closing; readonly reportFault: ReportFault },
): void {
  const ending = new AbortController();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const purge = async (): Promise<void> => {
    try {
      await kms.purgeDueKeys(ending.signal);
      failures = 0;
    } catch (error) {
      if (ending.signal.aborted) return;
      failures += 1;
      reportFault(error, {
        message: "due keys could not be deleted: their material stays, and is tried again",
      });
    }
    const wait = failures === 0 ? hour : Math.min(minute * 2 ** (failures - 1), hour);
    if (!ending.signal.aborted) timer = setTimeout(() => void purge(), wait);
  };

  void purge();
  closing.add(ending, () => {
    ending.abort();
    clearTimeout(timer);
  });
}
