import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { commandTable } from "./command-table.ts";
import { createEmphasis } from "./output/emphasis.ts";
import type { Surroundings } from "./surroundings.ts";

const examples = `
Examples:
  keyferry demo
  keyferry serve --data ./kms
  keyferry call CreateKey --KeySpec Aliyun_AES_256
  keyferry keygen --spec RSA_2048 --out recipient
  keyferry export --blob blob.txt --public-key recipient/public.pem --algorithm RSAES_OAEP_SHA_256 --out exported.txt
  keyferry open --private-key recipient/private.pem --algorithm RSAES_OAEP_SHA_256 --in exported.txt

Endpoint and access key come from flags, then KEYFERRY_ENDPOINT, KEYFERRY_ACCESS_KEY_ID and
KEYFERRY_ACCESS_KEY_SECRET, then the server that runs in this folder, then the defaults.
`;

/**
 * The command line: all commands by name and description, and the one that the arguments name with its options and what it
 * does. It never ends the process.
 *
 * @param args without the program's own name
 * @param setExitCode told of an exit code that a subcommand hands on
 */
export async function createProgram(
  args: readonly string[],
  surroundings: Surroundings,
  setExitCode: (code: number) => void,
): Promise<Command> {
  const { strong } = createEmphasis(surroundings.styled);
  const program = new Command("keyferry")
    .description("Call a KMS, and carry data keys out of it without anybody seeing them.")
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: surroundings.print,
      writeErr: surroundings.warn,
      getOutHasColors: () => surroundings.styled,
    })
    .configureHelp({ styleTitle: strong })
    .enablePositionalOptions()
    .showHelpAfterError("Try: keyferry --help")
    .addHelpText("after", examples);
  for (const [name, { description, load }] of Object.entries(commandTable)) {
    const command = program.command(name).description(description);
    if (isNamed(name, args)) (await load())(command, surroundings, setExitCode);
  }
  return program;
}

/** `keyferry <name> ...`, or `keyferry help <name>`. */
function isNamed(name: string, [first, second]: readonly string[]): boolean {
  return first === name || (first === "help" && second === name);
}
