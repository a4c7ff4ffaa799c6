import { readFileSync } from "node:fs";
import { FileError } from "@keyferry/files";
import { StoreError } from "@keyferry/store";
import { administer } from "./commands/administer.ts";
import { checkPolicy } from "./commands/policy-check.ts";
import { verifyAudit } from "./commands/verify-audit.ts";
import type { Options } from "./config/option-table.ts";
import { readCommandLine, variableOf } from "./commands/read-options.ts";
import { StartError } from "./config/start-error.ts";
import { createLog } from "./observe/logs.ts";
import { listOrphans } from "./commands/orphans.ts";
import { pinVariable } from "./crypto/pkcs11-module.ts";
import { startServer } from "./server.ts";
import type { ServerSurroundings } from "./surroundings.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env, version);
  const rootKeyText = takeVariable("KEYFERRY_ROOT_KEY");
  const pin = takeVariable(pinVariable);
  // The options hold it now.
  takeVariable(variableOf("access-key-secret"));
  switch (commandLine.command) {
    case "audit verify": {
      const { text, whole } = await verifyAudit(commandLine.verification);
      process.stdout.write(text);
      process.exitCode = whole ? 0 : 1;
      break;
    }
    case "administer": {
      const { task, options } = commandLine;
      for (const line of await administer(task, options, rootKeyText)) process.stdout.write(`${line}\n`);
      break;
    }
    case "policy check": {
      const { text, allowed } = await checkPolicy(commandLine.check, commandLine.options, rootKeyText);
      process.stdout.write(text);
      process.exitCode = allowed ? 0 : 1;
      break;
    }
    case "orphans":
      for (const line of await listOrphans(commandLine.options, { rootKeyText, pin }))
        process.stdout.write(`${line}\n`);
      break;
    case "serve":
      await serve(commandLine.options, { rootKeyText, pin });
  }
} catch (error) {
  if (!isReason(error)) throw error;
  process.stderr.write(`keyferry-server: ${error.message}\n`);
  process.exit(1);
}

/** Takes a secret out of the environment: children and crash reports have no business with it. */
function takeVariable(name: string): string | undefined {
  const value = process.env[name];
  Reflect.deleteProperty(process.env, name);
  return value === "" ? undefined : value;
}

async function serve(options: Options, secrets: Omit<ServerSurroundings, "log" | "version">): Promise<void> {
  const log = createLog(options["log-level"]);
  const started = startServer(options, { log, version, ...secrets });
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
  log.info({ ...(await started).ready, version }, "ready");
}

/** Whether it is the surroundings that are at fault, such as a port that is taken, and a line can say why. */
function isReason(error: unknown): error is Error {
  return (
    error instanceof StartError ||
    error instanceof FileError ||
    error instanceof StoreError ||
    (error instanceof Error && "syscall" in error)
  );
}
