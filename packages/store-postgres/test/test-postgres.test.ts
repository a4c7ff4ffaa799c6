import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newDatabase,
  postgresLeftOut,
  type TestDatabase,
} from "../../../tools/testing/postgres/test-databases.ts";
import { startPostgres } from "../../../tools/testing/postgres/test-postgres.ts";

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The process that serves a connection, as it says itself. */
async function servingPid(client: Client): Promise<unknown> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid;
}

describe.skipIf(postgresLeftOut)("a PostgreSQL of the tests", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await newDatabase();
  });
  afterAll(() => database.drop());

  it("answers by itself and by way of a PgBouncer, which keeps its own connections", async () => {
    await withClient(database.url, async (client) => {
      expect(Reflect.get(client, "processID")).toBe(await servingPid(client));
    });
    await withClient(database.pooledUrl, async (client) => {
      expect(Reflect.get(client, "processID")).not.toBe(await servingPid(client));
    });
  });

  it("shares one connection of PgBouncer among clients, transaction by transaction", async () => {
    const pid = () => withClient(database.pooledUrl, servingPid);
    expect(await pid()).toBe(await pid());
  });

  it("leaves no process and no folder behind", async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("keyferry-postgres-"));
    const before = folders();
    const own = await startPostgres();
    const [folder = ""] = folders().filter((name) => !before.includes(name));
    expect(folder).not.toBe("");
    await own.stop();
    expect(existsSync(`${tmpdir()}/${folder}`)).toBe(false);
    for (const port of [own.place.port, own.place.poolerPort]) {
      await expect(
        withClient(`postgres://keyferry:none@127.0.0.1:${String(port)}/postgres`, servingPid),
      ).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }
  });
});
