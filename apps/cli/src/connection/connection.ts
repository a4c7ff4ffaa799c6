import { join, resolve } from "node:path";
import type { Trust, User } from "@keyferry/files";
import { Option, type Command } from "commander";
import { CommandError } from "../command-error.ts";
import { gatewayNames, readReadyFile, type GatewayName, type ReadyFile } from "./ready-file.ts";
import type { Surroundings } from "../surroundings.ts";

/** What flags may say of a connection. */
export interface ConnectionFlags {
  readonly endpoint?: string;
  readonly gateway?: GatewayName;
  readonly ca?: string;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
}

/** Where the service is, and the access key that signs. */
export interface Connection {
  /** Origin of a gateway. */
  readonly endpoint: string;
  /** The certificates to trust over https; the platform's when absent. */
  readonly ca?: CaFile;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** A file with certificates to trust, in PEM. */
export interface CaFile {
  readonly file: string;
  /** Whom it may be open to: less where nobody has named it. */
  readonly trust: Trust;
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
  const gateway = new Option(
    "--gateway <name>",
    "of the server that runs in this folder; public unless given (KEYFERRY_GATEWAY)",
  );
  return command
    .optionsGroup("Connection:")
    .option("--endpoint <url>", "the KMS, such as http://127.0.0.1:7788 (KEYFERRY_ENDPOINT)")
    .addOption(gateway.choices(gatewayNames).conflicts("endpoint"))
    .option("--ca <file>", "the certificates to trust over https, in PEM (KEYFERRY_CA)")
    .option("--access-key-id <id>", "access key id (KEYFERRY_ACCESS_KEY_ID)")
    .option(
      "--access-key-secret <secret>",
      "better given as KEYFERRY_ACCESS_KEY_SECRET, since others can see a command line",
    );
}

/**
 * Finds each part of the connection on its own: flag, variable, for the endpoint and what to trust there the ready file of
 * `./.keyferry`, then the default. Empty counts as absent.
 *
 * @throws CommandError for a ready file that is not believed or has not the gateway, and a gateway that is none
 */
export function findConnection(
  flags: ConnectionFlags,
  surroundings: Pick<Surroundings, "environment" | "folder" | "user">,
): Connection {
  const { environment, folder } = surroundings;
  const ca = first(flags.ca, environment["KEYFERRY_CA"]);
  return {
    ...findEndpoint(flags, surroundings),
    ...(ca !== undefined && { ca: { file: resolve(folder, ca), trust: "named" } }),
    accessKeyId:
      first(flags.accessKeyId, environment["KEYFERRY_ACCESS_KEY_ID"]) ?? defaultConnection.accessKeyId,
    accessKeySecret:
      first(flags.accessKeySecret, environment["KEYFERRY_ACCESS_KEY_SECRET"]) ??
      defaultConnection.accessKeySecret,
  };
}

function findEndpoint(
  flags: ConnectionFlags,
  { environment, folder, user }: Pick<Surroundings, "environment" | "folder" | "user">,
): Pick<Connection, "endpoint" | "ca"> {
  // A gateway that is typed wins over an endpoint in a variable.
  const inVariable = flags.gateway === undefined ? environment["KEYFERRY_ENDPOINT"] : undefined;
  const named = first(flags.endpoint, inVariable);
  if (named !== undefined) return { endpoint: named };
  const gateway = gatewayOf(flags.gateway ?? first(environment["KEYFERRY_GATEWAY"]) ?? "public");
  const running = readRunningServer(folder, user);
  const endpoint = running?.origins[gateway];
  if (endpoint !== undefined) {
    const ca = isHttps(endpoint) ? running?.ca : undefined;
    return { endpoint, ...(ca !== undefined && { ca: { file: ca, trust: "kept" } }) };
  }
  if (gateway === "public") return { endpoint: defaultConnection.endpoint };
  throw new CommandError(
    `no server runs in this folder that has a ${gateway} gateway. Start one with "keyferry serve", ` +
      "or name the gateway with --endpoint.",
  );
}

function gatewayOf(name: string): GatewayName {
  const found = gatewayNames.find((known) => known === name);
  if (found !== undefined) return found;
  throw new CommandError(`KEYFERRY_GATEWAY must be one of ${gatewayNames.join(", ")}.`);
}

function isHttps(endpoint: string): boolean {
  return endpoint.startsWith("https:");
}

function first(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== "");
}

function readRunningServer(folder: string, user: User | undefined): ReadyFile | undefined {
  try {
    return readReadyFile(join(folder, readyFile), user);
  } catch (error) {
    const reason = (error as Error).message;
    throw new CommandError(
      `${readyFile}, which says where the KMS is, is not believed: ${reason}. ` +
        "Look who has put it there; to go on, name the KMS with --endpoint.",
      { cause: error },
    );
  }
}
