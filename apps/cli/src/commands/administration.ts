import type { Command } from "commander";
import { handOnToServer } from "../run-server-program.ts";

/** `keyferry users` and `keyferry instances`: what keyferry-server does to the store of a data folder. */
export function addAdministrationCommands(program: Command, setExitCode: (code: number) => void): void {
  const users = program
    .command("users")
    .description("list the users of a server's data folder; add and remove them, switch access keys")
    .argument("[arguments...]", "as for keyferry-server users; --help says more");
  handOnToServer(users, ["users"], setExitCode);
  const instances = program
    .command("instances")
    .description("list the KMS instances of a server's data folder; switch their public access")
    .argument("[arguments...]", "as for keyferry-server instances; --help says more");
  handOnToServer(instances, ["instances"], setExitCode);
}
