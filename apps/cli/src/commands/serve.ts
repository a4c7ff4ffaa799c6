import type { Command } from "commander";
import { handOnToServer } from "../run-server-program.ts";

/** `keyferry serve`: runs keyferry-server in place, with whatever options it has. */
export function addServeCommand(program: Command, setExitCode: (code: number) => void): void {
  const command = program
    .command("serve")
    .description("run a KMS on this machine (keyferry-server); its options are passed on")
    .argument("[options...]", "options of keyferry-server; --help lists them");
  handOnToServer(command, [], setExitCode);
}
