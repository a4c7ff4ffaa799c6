import { InvalidArgumentError, type Command } from "commander";
import type { AuditVerification } from "./verify-audit.ts";

/** `keyferry-server audit verify`. It needs none of the server's options. */
export function addAuditCommand(program: Command, verify: (verification: AuditVerification) => void): void {
  program
    .command("audit")
    .description("look after an audit trail")
    .command("verify")
    .description("say whether every line stands as it was written: exit code 0, or 1")
    .argument("<files...>", "the trail's files, oldest first")
    .option("--anchor <hash>", "hash of a line that must be there", readHash)
    .option("--after <hash>", "hash of the line before the first, where older files are gone", readHash)
    .option("--json", "the report as JSON")
    .action((files: readonly string[], flags: Omit<Partial<AuditVerification>, "files">) => {
      const { anchor, after, json = false } = flags;
      verify({ files, anchor, after, json });
    });
}

/**
 * A hash of a line on the command line.
 *
 * @throws InvalidArgumentError
 */
export function readHash(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError("It must be 64 hexadecimal digits in lower case.");
}
