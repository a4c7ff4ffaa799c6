import { Option, type Command } from "commander";
import { readableAnswer } from "../output/answer.ts";
import { withTransport } from "../connection/caller.ts";
import { addConnectionOptions, type ConnectionFlags } from "../connection/connection.ts";
import { readCount } from "../input/read-count.ts";
import type { Surroundings } from "../surroundings.ts";
import { signedControl } from "./signed-control.ts";

/** Gives a command the flags of a connection, and has it ask a control and print the answer. */
type Ask = (
  command: Command,
  asked: (
    names: readonly string[],
    flags: FaultFlags & RequestFlags,
  ) => readonly [control: string, document: object],
) => Command;

interface FaultFlags {
  readonly operation?: string;
  readonly next?: number;
  readonly every?: number;
  readonly error?: string;
  readonly retryAfter?: string;
  readonly delay?: string;
  readonly drop?: true;
}

interface RequestFlags {
  readonly last?: number;
}

function askOf(surroundings: Surroundings): Ask {
  return (command, asked) =>
    addConnectionOptions(command).action(async (...given: readonly unknown[]) => {
      const names = given.slice(0, -2) as readonly string[];
      const options = given.at(-2) as ConnectionFlags & FaultFlags & RequestFlags;
      const [control, document] = asked(names, withoutConnection(options));
      const answer = await withTransport(options, surroundings, (transport, credentials) =>
        transport.send(() => signedControl(control, document, { host: transport.host, ...credentials }), {
          repeatable: false,
        }),
      );
      surroundings.print(`${readableAnswer(answer)}\n`);
    });
}

const ofConnection: ReadonlySet<string> = new Set<keyof ConnectionFlags>([
  "endpoint",
  "gateway",
  "ca",
  "accessKeyId",
  "accessKeySecret",
]);

function withoutConnection(options: FaultFlags & RequestFlags): FaultFlags & RequestFlags {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !ofConnection.has(name)));
}

/** `keyferry clock`: shows the clock of a server under test, and moves it forward. */
export function configureClock(command: Command, surroundings: Surroundings): void {
  const ask = askOf(surroundings);
  ask(command, () => ["clock", {}]);
  ask(
    command.command("advance <length>").description("move it forward by such as 7d, 12h, 30m, 45s"),
    ([advance]) => ["clock", { advance }],
  );
  ask(
    command.command("set <moment>").description("move it forward to such as 2027-01-02T03:04:05Z"),
    ([set]) => ["clock", { set }],
  );
}

/** `keyferry reset`: has a server under test hold what it held at its start. */
export function configureReset(command: Command, surroundings: Surroundings): void {
  askOf(surroundings)(command, () => ["reset", {}]);
}

/** `keyferry snapshots`: lists, takes, brings back and forgets snapshots of a server under test. */
export function configureSnapshots(command: Command, surroundings: Surroundings): void {
  const ask = askOf(surroundings);
  ask(command, () => ["snapshots", {}]);
  for (const [action, description] of [
    ["save", "keep what the server holds now, under a name"],
    ["restore", "have the server hold what it held then"],
    ["delete", "forget a snapshot"],
  ] as const) {
    ask(command.command(`${action} <name>`).description(description), ([name = ""]) => [
      `snapshots/${encodeURIComponent(name)}`,
      { action },
    ]);
  }
}

/** `keyferry faults`: lists, adds and clears the faults that calls meet. */
export function configureFaults(command: Command, surroundings: Surroundings): void {
  const ask = askOf(surroundings);
  ask(command, () => ["faults", {}]);
  const adding = command
    .command("add")
    .description("have calls wait, fail, or get no answer")
    .option("--operation <name>", "the calls of this operation; of every one when absent")
    .addOption(new Option("--next <n>", "the next so many calls").argParser(readCount))
    .addOption(new Option("--every <n>", "each so-many-eth call").argParser(readCount).conflicts("next"))
    .option("--delay <length>", "they wait, such as 500ms")
    .option("--error <code>", "they are refused, such as Rejected.Throttling")
    .option("--retry-after <length>", "with the time after which to come again, such as 2s")
    .option("--drop", "their connection is closed without an answer");
  ask(adding, (_, flags) => ["faults", flags]);
  ask(command.command("clear").description("no call meets a fault any more"), () => [
    "faults",
    { clear: true },
  ]);
}

/** `keyferry requests`: shows the latest requests of a server under test. */
export function configureRequests(command: Command, surroundings: Surroundings): void {
  command
    .option("--operation <name>", "of this operation alone")
    .option("--last <n>", "how many (default: 100)", readCount);
  askOf(surroundings)(command, (_, flags) => ["requests", flags]);
}
