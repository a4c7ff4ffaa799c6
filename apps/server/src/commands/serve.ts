import type { Options } from "../config/option-table.ts";
import { createLog } from "../observe/logs.ts";
import { startServer } from "../server.ts";
import type { ServerSurroundings } from "../surroundings.ts";

/**
 * Starts the server, which then ends with the process: at SIGTERM and SIGINT it stops cleanly.
 *
 * @throws StartError, StoreError when it must not start
 */
export async function serve(options: Options, surroundings: Omit<ServerSurroundings, "log">): Promise<void> {
  const log = createLog(options["log-level"]);
  const started = startServer(options, { log, ...surroundings });
  // A file that has reached its limit (ulimit -f) is an error of the write then, and not the end of the process.
  process.on("SIGXFSZ", () => undefined);
  let ending = false;
  const end = () => {
    // Ctrl-C reaches a server under npm twice, from the terminal and from npm: the second must not cut the first short.
    if (ending) return;
    ending = true;
    // Whoever has read the ready file may stop the server before it has said in its log that it is ready.
    started
      .then(({ stop }) => stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, "the server did not stop cleanly");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", end).on("SIGINT", end);
  log.info({ ...(await started).ready, version: surroundings.version }, "ready");
}
