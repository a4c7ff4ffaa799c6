import type { Kms } from "@keyferry/kms";
import type { Closing } from "./closing.ts";
import type { ReportFault } from "./observe/fault-report.ts";

const minute = 60_000;
const hour = 60 * minute;

/**
 * Deletes due keys and secrets, makes the versions of keys that are due, and renews the secrets that are: now, and once an
 * hour. A server starts, and serves, whatever becomes of it: where a module is away, the keys in it stay, found by no call, and
 * are tried again after a minute, and after twice as long each further time, up to an hour.
 *
 * @returns does what is due now, answers whether all of it is done, and never rejects
 */
export function startPurging(
  kms: Pick<Kms, "purgeDueKeys" | "purgeDueSecrets" | "rotateDueKeys" | "rotateDueSecrets">,
  { closing, reportFault }: { readonly closing: Closing; readonly reportFault: ReportFault },
): () => Promise<boolean> {
  const ending = new AbortController();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const isDone = async (work: () => Promise<number>, message: string): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!ending.signal.aborted) reportFault(error, { message });
      return false;
    }
  };

  /** Why each of them has failed is told, since it is outside of the server what has to be mended. */
  const rotateSecrets = async (): Promise<number> => {
    try {
      return await kms.rotateDueSecrets(ending.signal);
    } catch (error) {
      if (!(error instanceof AggregateError) || ending.signal.aborted) throw error;
      for (const each of error.errors) reportFault(each, { message: "a secret could not be rotated" });
      throw new Error(error.message);
    }
  };

  const purge = async (): Promise<boolean> => {
    const done = [
      await isDone(
        () => kms.rotateDueKeys(ending.signal),
        "due keys could not be rotated, and are tried again",
      ),
      await isDone(() => kms.purgeDueSecrets(ending.signal), "due secrets could not be deleted"),
      await isDone(
        () => kms.purgeDueKeys(ending.signal),
        "due keys could not be deleted: their material stays, and is tried again",
      ),
      // Last, since others may have to be waited for.
      await isDone(rotateSecrets, "due secrets could not be rotated, and are tried again"),
    ];
    const all = !done.includes(false);
    if (ending.signal.aborted) return all;
    failures = all ? 0 : failures + 1;
    clearTimeout(timer);
    const wait = failures === 0 ? hour : Math.min(minute * 2 ** (failures - 1), hour);
    timer = setTimeout(() => void purge(), wait);
    return all;
  };

  void purge();
  closing.add(ending, () => {
    ending.abort();
    clearTimeout(timer);
  });
  return purge;
}
