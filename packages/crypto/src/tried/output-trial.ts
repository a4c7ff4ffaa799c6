import type { MaybePromise } from "../contract/maybe-promise.ts";
import type { Gate } from "./gates.ts";

/**
 * Answers `output` if `holds` finds it right.
 *
 * @throws CryptoError `faulty` where it is wrong, and where finding out fails
 */
export function afterTrial<T>(gate: Gate, output: T, holds: () => MaybePromise<boolean>): MaybePromise<T> {
  const judge = (held: boolean): T => {
    if (!held) throw gate.wrongOutput();
    return output;
  };
  let held: MaybePromise<boolean>;
  try {
    held = holds();
  } catch {
    // A library's own words might quote what is secret.
    return judge(false);
  }
  return held instanceof Promise ? held.catch(() => false).then(judge) : judge(held);
}
