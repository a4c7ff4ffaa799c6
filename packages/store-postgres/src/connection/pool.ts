import { Pool, type ClientConfig, type PoolClient } from "pg";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { PostgresAddress } from "./address.ts";
import type { Limits } from "./limits.ts";
import { valueTypes } from "./values.ts";

/** The database has not answered in time, or a connection that was given up is used again. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** How to reach a database, in the driver's words. Nothing of it is taken from a file that a URL names. */
export function clientConfig({ tls, ...where }: PostgresAddress, limits: Limits): ClientConfig {
  return {
    ...where,
    ssl: tls && { host: tls.host, ...(tls.ca !== undefined && { ca: tls.ca }) },
    types: valueTypes,
    application_name: "keyferry",
    keepAlive: true,
    connectionTimeoutMillis: limits.connect,
  };
}

/**
 * Makes a pool of connections whose statements are answered in time, or fail: then the connection is given up.
 *
 * @param max how many connections there are at most
 */
export function createPool(address: PostgresAddress, max: number, limits: Limits): PostgresPool {
  const pool = new Pool({ ...clientConfig(address, limits), max });
  // A connection that breaks while nobody uses it: the pool has forgotten it, and the next call opens another.
  pool.on("error", ignore);
  return {
    options: pool.options,
    connect: async () => bounded(await pool.connect(), limits.answer),
    end: () => pool.end(),
  };
}

function bounded(client: PoolClient, patience: number): PostgresPoolClient {
  let isLost = false;
  // A connection that breaks while it is used fails the statement too, which is enough.
  client.on("error", ignore);
  const query = async (text: string, values: readonly unknown[]) => {
    if (isLost) throw new NoAnswer("The connection to the database was given up.");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        isLost = true;
        reject(new NoAnswer("The database does not answer in time."));
      }, patience);
    });
    try {
      return await Promise.race([client.query(text, [...values]), late]);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    // Kysely asks for cursors only where it is given them.
    query: query as unknown as PostgresPoolClient["query"],
    release(destroy = false) {
      client.off("error", ignore);
      client.release(destroy || isLost);
    },
  };
}

function ignore(): void {
  // Nothing is left to do.
}
