import { Command, Option } from "commander";
import type { AuditVerification } from "../audit/verify-audit.ts";
import { addAdministrationCommands, type AdministrationTask } from "./administration-commands.ts";
import { addAuditCommand } from "./audit-command.ts";
import { readDocument } from "./document.ts";
import { optionRow, optionTable, type OptionName, type Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

const names = Object.keys(optionTable) as OptionName[];

/** What the program is to do with the server's options. */
export type CommandName = "serve" | "orphans";

/** A command line, read. */
export type CommandLine =
  | { readonly command: CommandName; readonly options: Options }
  | { readonly command: "administer"; readonly options: Options; readonly task: AdministrationTask }
  | { readonly command: "audit verify"; readonly verification: AuditVerification };

/**
 * Reads the command and its options: a flag wins over its environment variable, that over the config file, that over the
 * default.
 *
 * @throws StartError for an option that is unknown or not valid
 */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): CommandLine {
  const { command, flags, verification, task } = parseFlags(argv, version);
  if (verification !== undefined) return { command: "audit verify", verification };
  const given = (name: OptionName): unknown => flags[name] ?? (environment[variableOf(name)] || undefined);
  const file = given("config") as string | undefined;
  const document = file === undefined ? {} : readConfig(file);
  const options = Object.fromEntries(
    names.map((name) => [name, check(name, given(name) ?? document[name])]),
  ) as Options;
  return task === undefined ? { command, options } : { command: "administer", options, task };
}

/** Environment variable of an option. */
export function variableOf(name: OptionName): string {
  return `KEYFERRY_${name.toUpperCase().replaceAll("-", "_")}`;
}

function parseFlags(
  argv: readonly string[],
  version: string,
): {
  readonly command: CommandName;
  readonly flags: Readonly<Partial<Record<OptionName, unknown>>>;
  readonly verification: AuditVerification | undefined;
  readonly task: AdministrationTask | undefined;
} {
  let command: CommandName = "serve";
  let verification: AuditVerification | undefined;
  let task: AdministrationTask | undefined;
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
      command = "serve";
    });
  for (const name of names) program.addOption(optionOf(name));
  program
    .command("orphans")
    .description("list what the hardware module's token holds and no key refers to; takes the same options")
    .allowExcessArguments(false)
    .action(() => {
      command = "orphans";
    });
  addAuditCommand(program, (it) => {
    verification = it;
  });
  addAdministrationCommands(program, (it) => {
    task = it;
  });
  const values = program.parse(argv, { from: "user" }).opts<Record<string, unknown>>();
  const flags = Object.fromEntries(names.map((name) => [name, values[camelCase(name)]]));
  return { command, flags, verification, task };
}

function optionOf(name: OptionName): Option {
  const { value, text, schema, otherwise } = optionRow(name);
  const standard = otherwise ?? (schema.safeParse(undefined).data as string | number | boolean | undefined);
  const shown =
    standard === undefined || value === undefined ? text : `${text} (default: ${String(standard)})`;
  return new Option(value === undefined ? `--${name}` : `--${name} ${value}`, shown);
}

function readConfig(file: string): Readonly<Record<string, unknown>> {
  const document = readDocument(file);
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
  const result = optionRow(name).schema.safeParse(value);
  if (result.success) return result.data;
  // The value itself is not repeated: it may be a secret.
  throw new StartError(`--${name} is not valid: ${result.error.issues[0]?.message ?? "not as expected"}`);
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
