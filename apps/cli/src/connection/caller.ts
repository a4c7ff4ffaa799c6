import { readFile } from "@keyferry/files";
import { createCaller, type Caller } from "@keyferry/sdk";
import { createPublicTransport, TransportError, type Transport } from "@keyferry/transport/node";
import { CommandError } from "../command-error.ts";
import { findConnection, type CaFile, type Connection, type ConnectionFlags } from "./connection.ts";
import type { Surroundings } from "../surroundings.ts";

/** Who asks. */
type Credentials = Pick<Connection, "accessKeyId" | "accessKeySecret">;

/**
 * Makes a caller for a connection.
 *
 * @throws CommandError for an endpoint that is not an http or https origin, and certificates that cannot be used
 */
export function callerFor({ endpoint, ca, ...credentials }: Connection): Caller {
  return createCaller({ transport: transportTo(endpoint, ca), credentials });
}

/**
 * Finds the service and lets `work` call it.
 *
 * @throws CommandError for a service that cannot be found or does not answer
 */
export async function withCaller<T>(
  flags: ConnectionFlags,
  surroundings: Surroundings,
  work: (caller: Caller) => Promise<T>,
): Promise<T> {
  return withTransport(flags, surroundings, (transport, credentials) =>
    work(createCaller({ transport, credentials })),
  );
}

/**
 * Finds the service and lets `work` send requests to it.
 *
 * @throws CommandError for a service that cannot be found or does not answer
 */
export async function withTransport<T>(
  flags: ConnectionFlags,
  surroundings: Surroundings,
  work: (transport: Transport, credentials: Credentials) => Promise<T>,
): Promise<T> {
  const { endpoint, ca, ...credentials } = findConnection(flags, surroundings);
  try {
    return await work(transportTo(endpoint, ca), credentials);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new CommandError(silence(error, endpoint), { cause: error });
  }
}

/** In bytes: as many certificates as a platform has. */
const maxCaLength = 1_048_576;

function transportTo(endpoint: string, ca: CaFile | undefined): Transport {
  if (!isOrigin(endpoint)) {
    // Not shown: it may hold a password.
    throw new CommandError(
      "the endpoint (--endpoint, KEYFERRY_ENDPOINT or the ready file) must be an origin, such as http://127.0.0.1:7788.",
    );
  }
  try {
    return createPublicTransport({ endpoint, ...(ca !== undefined && { ca: certificatesIn(ca) }) });
  } catch (error) {
    throw new CommandError(
      `the certificates to trust (--ca, KEYFERRY_CA or the ready file) cannot be used: ${(error as Error).message}.`,
      { cause: error },
    );
  }
}

function certificatesIn({ file, trust }: CaFile): string {
  return readFile(file, { limit: maxCaLength, trust }).toString("latin1");
}

function isOrigin(endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
}

function silence({ reason, message }: TransportError, endpoint: string): string {
  if (reason === "untrusted") {
    return `the certificate of ${endpoint} is not trusted. Name the CA that it is under with --ca or KEYFERRY_CA.`;
  }
  if (reason !== "unreachable") return `${message}.`;
  return (
    `no KMS answers at ${endpoint}. Start one with "keyferry serve", ` +
    `or name another with --endpoint or KEYFERRY_ENDPOINT.`
  );
}
