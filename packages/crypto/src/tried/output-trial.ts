import { type MaybePromise, wipe } from "@keyferry/bytes";
import type { Gate } from "./gates.ts";

/**
 * Answers `output` if `holds` finds it right, and wipes it otherwise: a faulty signature of RSA is worth its private key.
 *
 * @throws CryptoError `faulty` where it is wrong, where finding out fails, and where the backend was closed meanwhile
 */
export function afterTrial<T extends Uint8Array>(
  gate: Gate,
  output: T,
  holds: () => MaybePromise<boolean>,
): MaybePromise<T> {
  const judge = (held: boolean): T => {
    const refusal = held ? gate.closed : gate.wrongOutput();
    if (refusal === undefined) return output;
    wipe(output);
    throw refusal;
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
