import { join } from "node:path";
import type { Command } from "commander";
import { CommandError } from "./command-error.ts";
import { readReadyFile } from "./ready-file.ts";
import type { Surroundings } from "./surroundings.ts";

/** What flags may say of a connection. */
export interface ConnectionFlags {
  readonly endpoint?: string;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
}

/** Where the service is, and who asks. */
export interface Connection {
  /** Origin of the public gateway. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** What a server answers to that was started without any option. */
export const defaultConnection: Connection = {
  endpoint: "http://127.0.0.1:7788",
  accessKeyId: "keyferry",
  accessKeySecret: "keyferry-loopback-only",
};

const readyFile = join(".keyferry", "ready.json");

/** Gives a command the flags of {@link ConnectionFlags}. */
export function addConnectionOptions(command: Command): Command {
  return command
    .optionsGroup("Connection:")
    .option("--endpoint <url>", "the KMS, such as http://127.0.0.1:7788 (KEYFERRY_ENDPOINT)")
    .option("--access-key-id <id>", "who asks (KEYFERRY_ACCESS_KEY_ID)")
    .option(
      "--access-key-secret <secret>",
      "better given as KEYFERRY_ACCESS_KEY_SECRET, since others can see a command line",
    );
}

/**
 * Finds each part of the connection on its own: flag, variable, for the endpoint the ready file of `./.keyferry`, then
 * the default. Empty counts as absent.
 *
 * @throws CommandError for a ready file that cannot be read
 */
export async function findConnection(
  flags: ConnectionFlags,
  { environment, folder }: Pick<Surroundings, "environment" | "folder">,
): Promise<Connection> {
  const given = {
    endpoint: first(flags.endpoint, environment["KEYFERRY_ENDPOINT"]),
    accessKeyId: first(flags.accessKeyId, environment["KEYFERRY_ACCESS_KEY_ID"]),
    accessKeySecret: first(flags.accessKeySecret, environment["KEYFERRY_ACCESS_KEY_SECRET"]),
  };
  return {
    endpoint: given.endpoint ?? (await endpointOfRunningServer(folder)) ?? defaultConnection.endpoint,
    accessKeyId: given.accessKeyId ?? defaultConnection.accessKeyId,
    accessKeySecret: given.accessKeySecret ?? defaultConnection.accessKeySecret,
  };
}

function first(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== "");
}

async function endpointOfRunningServer(folder: string): Promise<string | undefined> {
  try {
    return (await readReadyFile(join(folder, readyFile)))?.public;
  } catch (error) {
    const reason = (error as Error).message;
    throw new CommandError(
      `${readyFile} cannot be read: ${reason}. Remove it, or name the service with --endpoint.`,
      { cause: error },
    );
  }
}
