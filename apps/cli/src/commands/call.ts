import { keyferryOperations, operations, type FieldRow, type Operation } from "@keyferry/protocol";
import { Option, type Command } from "commander";
import { readableAnswer } from "../output/answer.ts";
import { withCaller } from "../connection/caller.ts";
import { addConnectionOptions, type ConnectionFlags } from "../connection/connection.ts";
import { addItems } from "../input/list-items.ts";
import { addFromFileOption, givenTwice, readParameter } from "../input/parameter-files.ts";
import type { Surroundings } from "../surroundings.ts";

type Typed = ConnectionFlags & Readonly<Record<string, string | readonly string[] | undefined>>;

const dryRun = "DryRun";

/** `keyferry call <Operation>`: a subcommand per operation of KMS and of our own API. */
export function configureCall(call: Command, surroundings: Surroundings): void {
  call
    .usage("<Operation> [--Parameter value ...]")
    .helpCommand(false)
    .commandsGroup("Operations:")
    .addHelpText("after", "\nkeyferry call <Operation> --help lists its parameters.");
  for (const operation of Object.values<Operation>({ ...operations, ...keyferryOperations })) {
    addOperation(call, operation, surroundings);
  }
}

function addOperation(call: Command, operation: Operation, surroundings: Surroundings): void {
  const { name, summary, fields } = operation;
  const command = call
    .command(name)
    .description(`${summary}.`)
    .summary(summary)
    .usage("[--Parameter value ...]")
    .optionsGroup("Parameters:");
  for (const field of fields) {
    const flags = `--${field.name} <value>`;
    const description = describe(operation, field);
    const option = new Option(flags, description).makeOptionMandatory(field.required);
    // Each time that it is given, it adds an item.
    if (field.repeated) {
      option.argParser((item: string, before?: readonly string[]) => [...(before ?? []), item]);
    }
    command.addOption(option);
  }
  const files = addFromFileOption(command, operation);
  if (operation.dryRun) command.option(`--${dryRun} <true|false>`, "ask whether the call would be performed");
  addConnectionOptions(command)
    .addHelpText("after", `\nAnswers ${[...Object.keys(operation.answer.shape), "RequestId"].join(", ")}.`)
    .action(async (typed: Typed) => {
      const parameters = parametersOf(operation, typed);
      for (const [parameter, path] of files) {
        if (command.getOptionValueSource(parameter) === "cli") throw givenTwice(parameter);
        parameters.set(parameter, await readParameter(parameter, path, surroundings));
      }
      const answer = await withCaller(typed, surroundings, (caller) => caller.send(operation, parameters));
      surroundings.print(`${readableAnswer(answer)}\n`);
    });
}

function parametersOf({ fields }: Operation, typed: Typed): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const name of [...fields.map((field) => field.name), dryRun]) {
    const value = typed[name];
    if (typeof value === "string") parameters.set(name, value);
    else if (value !== undefined) addItems(parameters, name, value);
  }
  return parameters;
}

function describe({ request }: Operation, { name, required, hint, overriddenBy }: FieldRow): string {
  const choices = Array.from(request.shape[name]?._zod.values ?? []).filter((value) => value !== undefined);
  const what = choices.length > 0 ? `one of ${choices.map(String).join(", ")}` : hint;
  const without = overriddenBy === undefined ? undefined : `not looked at beside --${overriddenBy}`;
  return [required ? "required" : undefined, what, without].filter((part) => part !== undefined).join("; ");
}
