import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";
import { tamperedRows } from "./tampered-rows.ts";

/** Takes in a fault of the server itself, once. */
export type ReportFault = (
  error: unknown,
  fault: {
    /** What became of what. */
    readonly message: string;
    /** Id of the request that met it. */
    readonly requestId?: string;
    /** By default `error`. */
    readonly level?: "error" | "warn";
  },
) => void;

/** Logs faults. One that is about rows which somebody else has written is logged as that, at `error`, and counted. */
export function createFaultReport({
  log,
  metrics,
}: {
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "countTampered">;
}): ReportFault {
  return (error, { message, level = "error", ...context }) => {
    const rows = tamperedRows(error);
    if (rows.length === 0) {
      log[level]({ ...context, err: error }, message);
      return;
    }
    for (const { table } of rows) metrics.countTampered(table);
    log.error(
      { ...context, tampered: rows, err: error },
      `${message}: the store holds rows that it has not written so`,
    );
  };
}
