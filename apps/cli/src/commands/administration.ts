import type { Command } from "commander";
import { handOnToServer } from "../run-server-program.ts";

/** `keyferry users`, `keyferry instances` and `keyferry policy`: what keyferry-server does with a data folder's store. */
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
  const policy = program
    .command("policy")
    .description("say whether a call would be allowed, and by which statement of which policy")
    .argument("[arguments...]", "as for keyferry-server policy check; --help says more");
  handOnToServer(policy, ["policy"], setExitCode);
}
