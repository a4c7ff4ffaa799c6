import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { isLeftOut } from "../left-out.ts";
import type { PostgresPlace } from "./test-postgres.ts";

/** Whether KEYFERRY_WITHOUT leaves PostgreSQL out. */
export const postgresLeftOut = isLeftOut("postgres");

/** A database of a test. */
export interface TestDatabase {
  readonly name: string;
  /** Where it is, to PostgreSQL itself. */
  readonly url: string;
  /** Where it is by way of PgBouncer. */
  readonly pooledUrl: string;
  /** Runs a statement past whoever has the database open; answers its rows. */
  run(
    statement: string,
    ...values: readonly unknown[]
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Takes it away, with all connections to it. */
  drop(): Promise<void>;
}

/** The PostgreSQL that the set-up of this project has started. */
export function postgresPlace(): PostgresPlace {
  return inject("postgres");
}

/** The URL of a database. */
export function urlOf({ user, password }: PostgresPlace, port: number, name: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${String(port)}/${name}`;
}

/** Makes a new and empty database. */
export async function newDatabase(place = postgresPlace()): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const administer = (statement: string) =>
    runOn(urlOf(place, place.port, "postgres"), statement).then(() => undefined);
  await administer(`create database ${name}`);
  const url = urlOf(place, place.port, name);
  return {
    name,
    url,
    pooledUrl: urlOf(place, place.poolerPort, name),
    run: (statement, ...values) => runOn(url, statement, values),
    drop: () => administer(`drop database ${name} with (force)`),
  };
}

async function runOn(
  connectionString: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
