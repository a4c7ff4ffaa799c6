import { readFileSync } from "node:fs";
import { readOptions } from "./config/read-options.ts";
import { StartError } from "./config/start-error.ts";
import { StoreError } from "@keyferry/store";
import { createLog } from "./logs.ts";
import { startServer } from "./server.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

try {
  const options = readOptions(process.argv.slice(2), process.env, version);
  const log = createLog(options["log-level"]);
  const rootKeyText = process.env["KEYFERRY_ROOT_KEY"] || undefined;
  // Children and crash reports have no business with it.
  delete process.env["KEYFERRY_ROOT_KEY"];
  const { ready, stop } = await startServer(options, { log, rootKeyText });
  log.info({ ...ready, version }, "ready");
  let ending = false;
  const end = () => {
    // Ctrl-C reaches a server under npm twice, from the terminal and from npm: the second must not cut the first short.
    if (ending) return;
    ending = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, "the server did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end).on("SIGINT", end);
} catch (error) {
  if (!isReason(error)) throw error;
  process.stderr.write(`keyferry-server: ${error.message}\n`);
  process.exit(1);
}

/** Whether it is the surroundings that are at fault, such as a port that is taken, and a line can say why. */
function isReason(error: unknown): error is Error {
  return (
    error instanceof StartError ||
    error instanceof StoreError ||
    (error instanceof Error && "syscall" in error)
  );
}
