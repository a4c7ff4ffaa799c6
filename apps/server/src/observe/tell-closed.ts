import type { Closed } from "@keyferry/files";
import type { Logger } from "pino";

/** Logs that a file or folder was open to others until this start: whoever opened it, or used it, is worth a look. */
export function tellClosed(log: Pick<Logger, "warn">, { path, was }: Closed): void {
  log.warn({ path, was }, "other users could reach it: it was closed to them");
}
