import type { CountedMessages } from "@keyferry/kms";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";

const told = {
  many: "a key version has encrypted half of the messages that one key may: rotate its key, or use another one",
  full: "a key version has encrypted as many messages as one key may: it encrypts no more, and still decrypts",
} as const;

/** Logs and counts that a key version has many messages, and that it may have no more. */
export function createMessageReport({
  log,
  metrics,
}: {
  readonly log: Pick<Logger, "warn">;
  readonly metrics: Pick<Metrics, "countMessageWarning">;
}): (counted: CountedMessages) => void {
  return ({ warning, ...counted }) => {
    if (warning === null) return;
    metrics.countMessageWarning(warning);
    log.warn(counted, told[warning]);
  };
}
