import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Command } from "commander";
import { findServerProgram } from "./server-program.ts";

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Lets a command run keyferry-server in its place: whatever follows the command's name is passed on.
 *
 * @param before arguments of keyferry-server that come first
 * @param setExitCode told of its exit code
 */
export function handOnToServer(
  command: Command,
  before: readonly string[],
  setExitCode: (code: number) => void,
): Command {
  return command
    .argument("[arguments...]")
    .helpOption(false)
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (args: readonly string[]) => {
      const all = [await findServerProgram(), ...before, ...args];
      setExitCode(await ended(spawn(process.execPath, all, { stdio: "inherit" })));
    });
}

/** Hands signals on until the process has ended; answers its exit code, or 128 and the signal's number. */
async function ended(server: ChildProcess): Promise<number> {
  const forward = (signal: NodeJS.Signals) => {
    // A terminal has sent its interrupt to the server as well, and a second one could cut its shutdown short.
    if (signal !== "SIGINT" || !process.stdin.isTTY) server.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  try {
    const [code, signal] = (await once(server, "exit")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
  }
}
