import type { Command } from "commander";
import { readHash } from "./audit-command.ts";

/** Where the public keys of receipts are to be found. The first that is there is taken. */
export interface KeySource {
  /** PEM, or a JSON Web Key or a set of them. */
  readonly publicKey?: string;
  /** Origin of a gateway. Over https its certificate must be one that Node trusts (`NODE_EXTRA_CA_CERTS`). */
  readonly endpoint?: string;
}

/** What `receipt verify` is told. */
export interface ReceiptVerification extends KeySource {
  /** Files with receipts, one a line. */
  readonly files: readonly string[];
  /** Base64 text of what was exported. */
  readonly exported?: string;
  /** JSON text of an encryption context. */
  readonly context?: string;
  /** Files of an audit trail, oldest first, or folders that have one. */
  readonly auditTrail?: readonly string[];
  /** Hash of the line before the trail's first, where older files are gone. */
  readonly after?: string;
  readonly json: boolean;
}

/** What `receipt key` is told. */
export interface ReceiptKeyRequest extends KeySource {
  readonly pem: boolean;
}

/** `keyferry-server receipt verify` and `receipt key`. Of the server's options they take `--data` alone. */
export function addReceiptCommands(
  program: Command,
  choose: {
    readonly verify: (verification: ReceiptVerification) => void;
    readonly key: (request: ReceiptKeyRequest) => void;
  },
): void {
  const receipt = program
    .command("receipt")
    .description("verify receipts of exports")
    .allowExcessArguments(false)
    .helpCommand(false);
  addKeySource(
    receipt
      .command("verify")
      .description("say whether receipts are genuine, and what they state: exit code 0, or 1")
      .argument("<files...>", "files with receipts, one a line"),
  )
    .option("--exported <file>", "base64 text of the exported key that the one receipt must be of")
    .option("--context <json>", "the encryption context that receipts must be of")
    .option(
      "--audit-trail <path>",
      "a file of the audit trail, or the data folder; oldest first where given several times",
      (path: string, before: readonly string[] | undefined) => [...(before ?? []), path],
    )
    .option(
      "--after <hash>",
      "hash of the line before the trail's first, where older files are gone",
      readHash,
    )
    .option("--json", "the report as JSON", false)
    .action((files: readonly string[], flags: Omit<ReceiptVerification, "files">) => {
      choose.verify({ ...flags, files });
    });
  addKeySource(
    receipt
      .command("key")
      .description("print the public key of receipts, to be kept for their verification")
      .allowExcessArguments(false),
  )
    .option("--pem", "as PEM, for OpenSSL, in place of JSON", false)
    .action((request: ReceiptKeyRequest) => {
      choose.key(request);
    });
}

function addKeySource(command: Command): Command {
  return command
    .option("--public-key <file>", "the server's public key: PEM, or JSON Web Keys")
    .option("--endpoint <url>", "a gateway to ask for it (default: the server that runs on the data folder)");
}
