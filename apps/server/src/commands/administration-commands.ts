import { Argument, type Command } from "commander";

/** What is to be done to the store of a data folder. */
export type AdministrationTask =
  | { readonly task: "list users" }
  | { readonly task: "add user"; readonly file: string }
  | { readonly task: "remove user"; readonly name: string }
  | { readonly task: "switch access key"; readonly id: string; readonly active: boolean }
  | { readonly task: "list instances" }
  | { readonly task: "list messages" }
  | { readonly task: "switch public access"; readonly id: string; readonly on: boolean };

/** `keyferry-server users`, `keyferry-server instances` and `keyferry-server messages`. They take the server's options. */
export function addAdministrationCommands(
  program: Command,
  choose: (task: AdministrationTask) => void,
): void {
  const users = program
    .command("users")
    .description("list the account's users, or change them, beside a running server too")
    .allowExcessArguments(false)
    .helpCommand(false)
    .action(() => {
      choose({ task: "list users" });
    });
  users
    .command("add")
    .description("make a user, with its access keys, policies and groups")
    .requiredOption("--file <file>", "YAML or JSON: an entry of users in a seed file")
    .allowExcessArguments(false)
    .action(({ file }: { readonly file: string }) => {
      choose({ task: "add user", file });
    });
  users
    .command("remove <name>")
    .description("delete a user with its access keys")
    .allowExcessArguments(false)
    .action((name: string) => {
      choose({ task: "remove user", name });
    });
  for (const [verb, active] of [
    ["disable", false],
    ["enable", true],
  ] as const) {
    users
      .command(`${verb}-key <id>`)
      .description(`${verb} an access key`)
      .allowExcessArguments(false)
      .action((id: string) => {
        choose({ task: "switch access key", id, active });
      });
  }
  const instances = program
    .command("instances")
    .description("list the account's KMS instances, or change them, beside a running server too")
    .allowExcessArguments(false)
    .helpCommand(false)
    .action(() => {
      choose({ task: "list instances" });
    });
  instances
    .command("public-access <id>")
    .description("say whether the keys of an instance answer on the public gateway")
    .addArgument(new Argument("<on|off>").choices(["on", "off"]))
    .allowExcessArguments(false)
    .action((id: string, on: "on" | "off") => {
      choose({ task: "switch public access", id, on: on === "on" });
    });
  program
    .command("messages")
    .description("list the key versions that have encrypted most messages, beside a running server too")
    .allowExcessArguments(false)
    .action(() => {
      choose({ task: "list messages" });
    });
}
