import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addAdministrationCommands } from "./commands/administration.ts";
import { addAuditCommand } from "./commands/audit.ts";
import { addCallCommand } from "./commands/call.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addExplainCommand } from "./commands/explain.ts";
import { addExportCommand } from "./commands/export.ts";
import { addKeygenCommand } from "./commands/keygen.ts";
import { addOpenCommand } from "./commands/open.ts";
import { addServeCommand } from "./commands/serve.ts";
import { createEmphasis } from "./emphasis.ts";
import type { Surroundings } from "./surroundings.ts";

const examples = `
Examples:
  keyferry demo
  keyferry serve --data ./kms
  keyferry call CreateKey --KeySpec Aliyun_AES_256
  keyferry keygen --spec RSA_2048 --out recipient
  keyferry export --blob blob.txt --public-key recipient/public.pem --algorithm RSAES_OAEP_SHA_256 --out exported.txt
  keyferry open --private-key recipient/private.pem --algorithm RSAES_OAEP_SHA_256 --in exported.txt

Where the service is, and who asks: flags, then KEYFERRY_ENDPOINT, KEYFERRY_ACCESS_KEY_ID and
KEYFERRY_ACCESS_KEY_SECRET, then the server that runs in this folder, then the defaults.
`;

/**
 * The whole command line. It never ends the process.
 *
 * @param setExitCode told of an exit code that a subcommand hands on
 */
export function createProgram(surroundings: Surroundings, setExitCode: (code: number) => void): Command {
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
    .showHelpAfterError("(--help says more)")
    .addHelpText("after", examples);
  addDemoCommand(program, surroundings);
  addServeCommand(program, setExitCode);
  addCallCommand(program, surroundings);
  addExplainCommand(program, surroundings);
  addKeygenCommand(program, surroundings);
  addExportCommand(program, surroundings);
  addOpenCommand(program, surroundings);
  addAdministrationCommands(program, setExitCode);
  addAuditCommand(program, setExitCode);
  return program;
}
