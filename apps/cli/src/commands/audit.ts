import type { Command } from "commander";
import { handOnToServer } from "../run-server-program.ts";

/** `keyferry audit`: what keyferry-server can tell of an audit trail. */
export function addAuditCommand(program: Command, setExitCode: (code: number) => void): void {
  const command = program
    .command("audit")
    .description("verify FILE...: say whether nothing was changed in a server's audit trail, or taken out")
    .argument("[arguments...]", "as for keyferry-server audit; --help says more");
  handOnToServer(command, ["audit"], setExitCode);
}
