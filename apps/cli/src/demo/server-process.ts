import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { currentUser } from "@keyferry/files";
import { CommandError } from "../command-error.ts";
import type { Connection } from "../connection/connection.ts";
import { readReadyFile } from "../connection/ready-file.ts";
import { findServerProgram } from "../connection/server-program.ts";

/** A server of the demo's own. */
export interface ServerProcess {
  readonly connection: Connection;
  /** Stops it, and answers once it has ended. */
  readonly stop: () => Promise<void>;
}

/** How a server is started. */
export interface ServerOptions {
  /** A folder for its data and its ready file. */
  readonly folder: string;
  readonly credentials: Omit<Connection, "endpoint" | "ca">;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Further flags of keyferry-server, and variables of its own. */
  readonly flags: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** In milliseconds. */
const limits = { start: 30_000, stop: 6_000, poll: 20 };
const keptOutput = 4_096;

/**
 * Starts keyferry-server on free ports of the loopback interface and waits until it accepts.
 *
 * @throws CommandError when it does not come up; its own words are in the message
 */
export async function startServer({
  folder,
  credentials,
  environment,
  flags,
  variables,
  signal,
}: ServerOptions): Promise<ServerProcess> {
  const readyFile = join(folder, "ready.json");
  const ports = ["--public-port", "--vpc-port", "--dedicated-port"].flatMap((flag) => [flag, "0"]);
  const args = [
    await findServerProgram(),
    ...ports,
    "--data",
    join(folder, "data"),
    "--ready-file",
    readyFile,
    ...flags,
  ];
  const server = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...serverEnvironment(environment, credentials), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = keepOutput(server);
  const stop = () => stopServer(server);
  try {
    return { connection: { endpoint: await accepting(), ...credentials }, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function accepting(): Promise<string> {
    for (const end = Date.now() + limits.start; Date.now() < end;) {
      const ready = readReadyFile(readyFile, currentUser());
      if (ready !== undefined) return ready.origins.public;
      if (hasEnded(server)) throw new CommandError(`the server did not start.\n${output()}`);
      await sleep(limits.poll, undefined, { signal });
    }
    throw new CommandError(`the server was not ready after ${String(limits.start / 1000)} s.\n${output()}`);
  }
}

/** The caller's own settings must not reach the demo's server; credentials travel where a command line shows nothing. */
function serverEnvironment(
  environment: ServerOptions["environment"],
  { accessKeyId, accessKeySecret }: ServerOptions["credentials"],
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("KEYFERRY_"))),
    KEYFERRY_ACCESS_KEY_ID: accessKeyId,
    KEYFERRY_ACCESS_KEY_SECRET: accessKeySecret,
  };
}

/** Keeps the end of what the server says, for the case that it does not come up. */
function keepOutput({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text = (text + chunk).slice(-keptOutput);
    });
  }
  return () => text.trimEnd();
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  const end = once(server, "exit");
  server.kill("SIGTERM");
  const killer = setTimeout(() => server.kill("SIGKILL"), limits.stop);
  await end;
  clearTimeout(killer);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
