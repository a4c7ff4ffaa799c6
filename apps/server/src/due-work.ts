import { setTimeout as wait } from "node:timers/promises";
import type { Kms } from "@keyferry/kms";
import type { Closing } from "./closing.ts";
import type { ReportFault } from "./observe/fault-report.ts";
import { repeat } from "./repeating.ts";

/**
 * How long closing waits for the works that are under way, in milliseconds. A module that hangs must not keep the server beyond
 * the five seconds in which it stops: the gateways may take half of them, and the module's own end two.
 */
const endPatience = 400;

/**
 * Deletes due keys and secrets, makes the versions of keys that are due, and renews the secrets that are: now, and once an
 * hour. None of them waits for another. A server starts, and serves, whatever becomes of it: where a module is away, the keys in
 * it stay, found by no call. What is left is tried again after a minute, and after twice as long each further time, up to an hour.
 *
 * @param options.ending aborted when the server stops: that ends the works, and the hook that they wait for. Closing waits until
 *   they have ended, so that what they keep is kept
 * @param options.hasRotationHook whether anything renews secrets: else it is said how to set that up
 * @returns does what is due now, answers whether all of it is done, and never rejects
 */
export function startDueWork(
  kms: Pick<Kms, "purgeDueKeys" | "purgeDueSecrets" | "rotateDueKeys" | "rotateDueSecrets">,
  {
    closing,
    ending,
    hasRotationHook,
    reportFault,
  }: {
    readonly closing: Closing;
    readonly ending: AbortController;
    readonly hasRotationHook: boolean;
    readonly reportFault: ReportFault;
  },
): () => Promise<boolean> {
  const { signal } = ending;

  const repeated = (work: (signal: AbortSignal) => Promise<number>, tell: (error: unknown) => string[]) =>
    repeat(async () => {
      try {
        await work(signal);
        return { isDone: true, failed: [] };
      } catch (error) {
        return { isDone: false, failed: signal.aborted ? [] : tell(error) };
      }
    }, signal);

  const tellWhole = (message: string) => (error: unknown) => {
    reportFault(error, { message });
    return [message];
  };

  /** Why each of them has failed is told, since it is outside of the server what has to be mended. */
  const tellSecrets = (error: unknown): string[] => {
    const message = hasRotationHook
      ? "due secrets could not be rotated, and are tried again"
      : "due secrets could not be rotated: set up what renews them by --secret-rotation-hook";
    if (!(error instanceof AggregateError)) return tellWhole(message)(error);
    const failures: readonly unknown[] = error.errors;
    for (const each of failures) reportFault(each, { message: "a secret could not be rotated" });
    if (failures.length > 0) reportFault(new Error(error.message), { message });
    return failures.map((each) => (each instanceof Error ? each.message : message));
  };

  const works = [
    repeated((it) => kms.rotateDueKeys(it), tellWhole("due keys could not be rotated, and are tried again")),
    repeated((it) => kms.purgeDueSecrets(it), tellWhole("due secrets could not be deleted")),
    repeated(
      (it) => kms.purgeDueKeys(it),
      tellWhole("due keys could not be deleted: their material stays, and is tried again"),
    ),
    repeated((it) => kms.rotateDueSecrets(it), tellSecrets),
  ];
  const doAll = async () => !(await Promise.all(works.map((now) => now()))).includes(false);
  closing.add(ending, async (it) => {
    it.abort();
    // Nothing is begun any more: what is awaited is under way.
    await Promise.race([doAll(), wait(endPatience)]);
  });
  return doAll;
}
