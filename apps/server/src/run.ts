import { readFileSync } from "node:fs";
import { FileError } from "@keyferry/files";
import { StoreError } from "@keyferry/store";
import { readCommandLine, variableOf, type CommandLine } from "./commands/read-options.ts";
import { pinVariable } from "./config/crypto-list.ts";
import { StartError } from "./config/start-error.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

try {
  const commandLine = await readCommandLine(process.argv.slice(2), process.env, version);
  const secrets = { rootKeyText: takeVariable("KEYFERRY_ROOT_KEY"), pin: takeVariable(pinVariable) };
  // The options hold them now.
  for (const option of ["access-key-secret", "database", "database-direct"] as const) {
    takeVariable(variableOf(option));
  }
  await perform(commandLine, secrets);
} catch (error) {
  if (!isReason(error)) throw error;
  process.stderr.write(`keyferry-server: ${error.message}\n`);
  process.exit(1);
}

/** Loads what a command needs, and nothing of the others, and does it. */
async function perform(
  commandLine: CommandLine,
  secrets: { readonly rootKeyText: string | undefined; readonly pin: string | undefined },
): Promise<void> {
  const { options } = commandLine;
  switch (commandLine.command) {
    case "audit verify": {
      const { verifyAudit } = await import("./commands/verify-audit.ts");
      const { text, whole } = await verifyAudit(commandLine.verification);
      process.stdout.write(text);
      process.exitCode = whole ? 0 : 1;
      break;
    }
    case "receipt verify":
    case "receipt key": {
      const { checkReceipts, showReceiptKeys } = await import("./receipts/receipt-command.ts");
      const { text, good } =
        commandLine.command === "receipt key"
          ? await showReceiptKeys(commandLine.request, options.data)
          : await checkReceipts(commandLine.receipts, options.data);
      process.stdout.write(text);
      process.exitCode = good ? 0 : 1;
      break;
    }
    case "administer": {
      const { administer } = await import("./commands/administer.ts");
      printLines(await administer(commandLine.task, options, secrets.rootKeyText));
      break;
    }
    case "policy check": {
      const { checkPolicy } = await import("./commands/policy-check.ts");
      const { text, allowed } = await checkPolicy(commandLine.check, options, secrets.rootKeyText);
      process.stdout.write(text);
      process.exitCode = allowed ? 0 : 1;
      break;
    }
    case "who-can export": {
      const { whoCanExport } = await import("./commands/who-can.ts");
      process.stdout.write(await whoCanExport(commandLine.asked, options, secrets.rootKeyText));
      break;
    }
    case "orphans": {
      const { listOrphans } = await import("./commands/orphans.ts");
      printLines(await listOrphans(options, secrets));
      break;
    }
    case "serve": {
      const { serve } = await import("./commands/serve.ts");
      await serve(options, { version, ...secrets });
    }
  }
}

function printLines(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** Takes a secret out of the environment: children and crash reports have no business with it. */
function takeVariable(name: string): string | undefined {
  const value = process.env[name];
  Reflect.deleteProperty(process.env, name);
  return value === "" ? undefined : value;
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
