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
  const end = () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, "the server did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", end).once("SIGINT", end);
} catch (error) {
  if (!(error instanceof StartError || error instanceof StoreError)) throw error;
  process.stderr.write(`keyferry-server: ${error.message}\n`);
  process.exit(1);
}
