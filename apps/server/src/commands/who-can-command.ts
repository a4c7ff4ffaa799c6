import type { Command } from "commander";

/** The question who may export from a key, as the command line puts it. */
export interface WhoCanExport {
  /** An ARN, or the id of a key in the region that the options name. */
  readonly key: string;
  readonly json: boolean;
}

/** `keyferry-server who-can export`. It takes the server's options. */
export function addWhoCanCommand(program: Command, choose: (asked: WhoCanExport) => void): void {
  program
    .command("who-can")
    .description("ask the policies who may do something, without calling anything")
    .allowExcessArguments(false)
    .helpCommand(false)
    .command("export")
    .description("list who may export data keys of a key, and to which recipients")
    .requiredOption("--key <id>", "an ARN, or the id of a key")
    .option("--json", "print JSON", false)
    .allowExcessArguments(false)
    .action((asked: WhoCanExport) => {
      choose(asked);
    });
}
