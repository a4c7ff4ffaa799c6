import { Command, Option } from "commander";
import type { AuditVerification } from "./verify-audit.ts";
import { addAdministrationCommands, type AdministrationTask } from "./administration-commands.ts";
import { addAuditCommand } from "./audit-command.ts";
import { readDocument } from "../config/document.ts";
import { OptionValueError } from "../config/option-kinds.ts";
import { optionRow, optionTable, type OptionName, type Options } from "../config/option-table.ts";
import { addPolicyCommand, type PolicyCheck } from "./policy-command.ts";
import { addReceiptCommands, type ReceiptKeyRequest, type ReceiptVerification } from "./receipt-commands.ts";
import { addWhoCanCommand, type WhoCanExport } from "./who-can-command.ts";
import { StartError } from "../config/start-error.ts";

const names = Object.keys(optionTable) as OptionName[];

/** What the program is to do. */
type Chosen =
  | { readonly command: "serve" | "orphans" }
  | { readonly command: "administer"; readonly task: AdministrationTask }
  | { readonly command: "policy check"; readonly check: PolicyCheck }
  | { readonly command: "who-can export"; readonly asked: WhoCanExport }
  | { readonly command: "audit verify"; readonly verification: AuditVerification }
  | { readonly command: "receipt verify"; readonly receipts: ReceiptVerification }
  | { readonly command: "receipt key"; readonly request: ReceiptKeyRequest };

/** A command line, read. */
export type CommandLine = Chosen & { readonly options: Options };

/**
 * Reads the command and its options: a flag wins over its environment variable, that over the config file, that over the
 * default.
 *
 * @throws StartError for an option that is unknown or not valid
 */
export async function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): Promise<CommandLine> {
  const { chosen, flags } = parseFlags(argv, version);
  const given = (name: OptionName): unknown => flags[name] ?? (environment[variableOf(name)] || undefined);
  const file = given("config") as string | undefined;
  const document = file === undefined ? {} : await readConfig(file);
  const options = Object.fromEntries(
    names.map((name) => [name, check(name, given(name) ?? document[name])]),
  ) as Options;
  return { ...chosen, options };
}

/** Environment variable of an option. */
export function variableOf(name: OptionName): string {
  return `KEYFERRY_${name.toUpperCase().replaceAll("-", "_")}`;
}

function parseFlags(
  argv: readonly string[],
  version: string,
): { readonly chosen: Chosen; readonly flags: Readonly<Partial<Record<OptionName, unknown>>> } {
  let chosen: Chosen = { command: "serve" };
  const program = new Command("keyferry-server")
    .description("A wire-compatible Alibaba Cloud KMS on your own machine.")
    .version(version)
    .allowExcessArguments(false)
    .helpCommand(false)
    .addHelpText(
      "after",
      "\nEach option is also a variable, KEYFERRY_ and its name in capitals, and a key of the config file.",
    )
    .action(() => {
      chosen = { command: "serve" };
    });
  for (const name of names) program.addOption(optionOf(name));
  program
    .command("orphans")
    .description("list what the hardware module's token holds and no key refers to; takes the same options")
    .allowExcessArguments(false)
    .action(() => {
      chosen = { command: "orphans" };
    });
  addAuditCommand(program, (verification) => {
    chosen = { command: "audit verify", verification };
  });
  addReceiptCommands(program, {
    verify: (receipts) => {
      chosen = { command: "receipt verify", receipts };
    },
    key: (request) => {
      chosen = { command: "receipt key", request };
    },
  });
  addAdministrationCommands(program, (task) => {
    chosen = { command: "administer", task };
  });
  addPolicyCommand(program, (asked) => {
    chosen = { command: "policy check", check: asked };
  });
  addWhoCanCommand(program, (asked) => {
    chosen = { command: "who-can export", asked };
  });
  const values = program.parse(argv, { from: "user" }).opts<Record<string, unknown>>();
  const flags = Object.fromEntries(names.map((name) => [name, values[camelCase(name)]]));
  return { chosen, flags };
}

function optionOf(name: OptionName): Option {
  const { value, text, kind, otherwise, repeatable } = optionRow(name);
  const standard = otherwise ?? (kind.preset as string | number | boolean | undefined);
  const shown =
    standard === undefined || value === undefined ? text : `${text} (default: ${String(standard)})`;
  const option = new Option(value === undefined ? `--${name}` : `--${name} ${value}`, shown);
  return repeatable === true
    ? option.argParser<string[]>((one, before: string[] | undefined) => [...(before ?? []), one])
    : option;
}

async function readConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  const document = await readDocument(file, "config");
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new StartError(`${file} must hold options by name, such as "public-port: 7788"`);
  }
  const unknown = Object.keys(document).find(
    (name) => !Object.hasOwn(optionTable, name) || name === "config",
  );
  if (unknown !== undefined) throw new StartError(`${file}: there is no option ${unknown}`);
  return document as Readonly<Record<string, unknown>>;
}

function check(name: OptionName, value: unknown): unknown {
  const { kind } = optionRow(name);
  try {
    return value === undefined ? kind.preset : kind.read(value);
  } catch (cause) {
    if (!(cause instanceof OptionValueError)) throw cause;
    // The value itself is not repeated: it may be a secret.
    throw new StartError(`--${name} is not valid: it ${cause.message}`, { cause });
  }
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
