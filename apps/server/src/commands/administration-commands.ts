import { Argument, type Command } from "commander";

/** What is to be done to the store of a data folder. */
export type AdministrationTask =
  | { readonly task: "list users" }
  | { readonly task: "add user"; readonly file: string }
  | { readonly task: "remove user"; readonly name: string }
  | { readonly task: "switch access key"; readonly id: string; readonly active: boolean }
  | { readonly task: "list recipients" }
  | {
      readonly task: "add recipient";
      readonly name: string;
      /** Files. */
      readonly publicKey: string;
      readonly certificateChain?: string;
      readonly note?: string;
    }
  | { readonly task: "remove recipient"; readonly name: string }
  | { readonly task: "list instances" }
  | { readonly task: "list messages" }
  | { readonly task: "switch public access"; readonly id: string; readonly on: boolean };

/** `keyferry-server users`, `recipients`, `instances` and `messages`. They take the server's options. */
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
  addRecipientCommands(program, choose);
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

function addRecipientCommands(program: Command, choose: (task: AdministrationTask) => void): void {
  const recipients = program
    .command("recipients")
    .description(
      "list the recipients of exports that have names, or change them, beside a running server too",
    )
    .allowExcessArguments(false)
    .helpCommand(false)
    .action(() => {
      choose({ task: "list recipients" });
    });
  recipients
    .command("list")
    .description("list them")
    .allowExcessArguments(false)
    .action(() => {
      choose({ task: "list recipients" });
    });
  recipients
    .command("add <name>")
    .description("give a public key a name, by which policies may speak of it")
    .requiredOption("--public-key <file>", "the key: PEM, DER or base64 of DER")
    .option(
      "--certificate-chain <file>",
      "its certificate and those that lead to the CA of --recipient-ca, PEM",
    )
    .option("--note <text>", "for people")
    .allowExcessArguments(false)
    .action(
      (
        name: string,
        files: Omit<Extract<AdministrationTask, { task: "add recipient" }>, "task" | "name">,
      ) => {
        choose({ task: "add recipient", name, ...files });
      },
    );
  recipients
    .command("remove <name>")
    .description("take the name from its key")
    .allowExcessArguments(false)
    .action((name: string) => {
      choose({ task: "remove recipient", name });
    });
}
