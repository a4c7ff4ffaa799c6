import { createCaller, type Caller } from "@keyferry/sdk";
import { createPublicTransport, TransportError, type Transport } from "@keyferry/transport";
import { CommandError } from "./command-error.ts";
import { findConnection, type Connection, type ConnectionFlags } from "./connection.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Makes a caller for a connection.
 *
 * @throws CommandError for an endpoint that is not an http or https origin
 */
export function callerFor({ endpoint, ...credentials }: Connection): Caller {
  return createCaller({ transport: transportTo(endpoint), credentials });
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
  const connection = await findConnection(flags, surroundings);
  try {
    return await work(callerFor(connection));
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new CommandError(silence(error, connection.endpoint), { cause: error });
  }
}

function transportTo(endpoint: string): Transport {
  try {
    return createPublicTransport({ endpoint });
  } catch (error) {
    // Not shown: it may hold a password.
    const message =
      "the endpoint (--endpoint, KEYFERRY_ENDPOINT or the ready file) must be an origin, such as http://127.0.0.1:7788.";
    throw new CommandError(message, { cause: error });
  }
}

function silence({ reason, message }: TransportError, endpoint: string): string {
  if (reason !== "unreachable") return `${message}.`;
  return (
    `no KMS answers at ${endpoint}. Start one with "keyferry serve", ` +
    `or name another with --endpoint or KEYFERRY_ENDPOINT.`
  );
}
