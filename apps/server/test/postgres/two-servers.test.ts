import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readdirSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  newDatabase,
  postgresLeftOut,
  urlOf,
  type TestDatabase,
} from "../../../../tools/testing/postgres/test-databases.ts";
import { startPostgres, type TestPostgres } from "../../../../tools/testing/postgres/test-postgres.ts";
import { runCommand } from "../command.ts";
import { officialClient } from "../official-client.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "../running-server.ts";
import { signedQuery } from "../signed-request.ts";

describe.skipIf(postgresLeftOut)("two servers on one PostgreSQL", () => {
  let postgres: TestPostgres;
  let database: TestDatabase;
  let folder: string;
  const servers: RunningServer[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    database = await newDatabase(postgres.place);
    folder = newFolder();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  /** A server with a data folder of its own; the root key is everybody's. */
  async function start(name: string, flags: readonly string[] = []): Promise<RunningServer> {
    const server = await startServer({
      data: join(folder, name),
      flags: ["--root-key-file", join(folder, "root.key"), ...flags],
      variables: { KEYFERRY_DATABASE: database.url },
    });
    servers.push(server);
    return server;
  }

  /** What a server answers to a request that is made already. */
  async function answerTo(server: RunningServer, query: string) {
    const response = await fetch(`${server.ready.public}/?${query}`);
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, string>> };
  }

  it("have the same keys, and keep none in their folders", async () => {
    const [one, other] = [await start("one"), await start("other")];
    expect(other.ready.instanceId).toBe(one.ready.instanceId);
    const { KeyMetadata } = await officialClient(one.ready.public)("CreateKey");
    const KeyId = KeyMetadata["KeyId"] ?? "";
    const { CiphertextBlob, Plaintext } = await officialClient(other.ready.public)("GenerateDataKey", {
      KeyId,
    });
    expect((await officialClient(one.ready.public)("Decrypt", { CiphertextBlob })).Plaintext).toBe(Plaintext);
    for (const { data } of [one, other]) {
      expect(readdirSync(data).filter((name) => name.endsWith(".db"))).toEqual([]);
    }
  });

  it("both refuse a key within a second after one of them was told to, again and again", async () => {
    const [one, other] = [
      await start("one"),
      await start("other", ["--database", database.pooledUrl, "--database-direct", database.url]),
    ];
    const tell = officialClient(one.ready.public);
    const ask = officialClient(other.ready.public);
    const { KeyMetadata } = await tell("CreateKey");
    const KeyId = KeyMetadata["KeyId"] ?? "";
    for (let round = 0; round < 20; round += 1) {
      await tell("EnableKey", { KeyId });
      const works = () => ask("GenerateDataKey", { KeyId }).then(() => "it works", String);
      await expect.poll(works).toBe("it works");
      await tell("DisableKey", { KeyId });
      const told = performance.now();
      while ((await works()) === "it works") await sleep(5);
      expect(performance.now() - told).toBeLessThan(1000);
    }
  });

  it("perform a request once, whichever of them it comes to first", async () => {
    const both = [await start("one"), await start("other")];
    for (let round = 0; round < 25; round += 1) {
      const query = signedQuery({ Action: "ListKeys", Format: "JSON" });
      const answers = await Promise.all(both.map((server) => answerTo(server, query)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(answers.find(({ status }) => status === 400)?.body["Code"]).toBe("SignatureNonceUsed");
    }
  });

  it("give a name to one of fifty keys that are to have it at once", async () => {
    const both = [await start("one"), await start("other")];
    const [call] = both.map((server) => officialClient(server.ready.public));
    const { KeyMetadata } = (await call?.("CreateKey")) ?? {};
    const KeyId = KeyMetadata?.["KeyId"] ?? "";
    const asked = Array.from({ length: 50 }, (_, index) => {
      const query = signedQuery({ Action: "CreateAlias", AliasName: "alias/one", KeyId, Format: "JSON" });
      return both.slice(index % 2, (index % 2) + 1).map((server) => answerTo(server, query));
    });
    const statuses = (await Promise.all(asked.flat())).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });

  it("start at the same moment on an empty database, with one instance for both", async () => {
    const first = await start("first");
    await first.stop();
    const fresh = await newDatabase(postgres.place);
    try {
      const variables = { KEYFERRY_DATABASE: fresh.url };
      const flags = ["--root-key-file", join(folder, "root.key")];
      const started = await Promise.all(
        ["one", "other"].map((name) => startServer({ data: join(folder, name), flags, variables })),
      );
      servers.push(...started);
      expect(new Set(started.map(({ ready }) => ready.instanceId)).size).toBe(1);
      expect(await fresh.run("select count(*)::int as count from instances")).toEqual([{ count: 1 }]);
    } finally {
      for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
      await fresh.drop();
    }
  });

  it("are not ready while the database is gone, and are again when it is back", async () => {
    const server = await start("one");
    const status = async () => (await fetch(`${server.ready.public}/readyz`)).status;
    await expect.poll(status).toBe(200);
    const forbidden = await newDatabase(postgres.place);
    await forbidden.run(`alter database ${database.name} allow_connections false`);
    await forbidden.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
      database.name,
    );
    await expect.poll(status, { timeout: 20_000 }).toBe(503);
    const { status: refused } = await answerTo(server, signedQuery({ Action: "ListKeys", Format: "JSON" }));
    expect(refused).toBeGreaterThanOrEqual(500);
    await forbidden.run(`alter database ${database.name} allow_connections true`);
    await expect.poll(status, { timeout: 20_000 }).toBe(200);
    await forbidden.drop();
  });

  it("are administered in the database, and only where a server has been", async () => {
    const variables = { KEYFERRY_DATABASE: database.url };
    const file = ["--root-key-file", join(folder, "root.key")];
    const inVain = await runCommand(["users", "--data", join(folder, "none"), ...file], variables);
    expect(inVain.exitCode).toBe(1);
    expect(inVain.error).toContain("there is no store in the database");
    const server = await start("one");
    await server.stop();
    const { exitCode, output } = await runCommand(["instances", "--data", server.data, ...file], variables);
    expect([exitCode, output]).toEqual([0, expect.stringContaining(server.ready.instanceId)]);
  });

  it.each([
    [
      "a database whose root key they do not have",
      () => [database.url],
      "without it the keys of this store cannot be used",
    ],
    ["a pooler alone", () => [database.pooledUrl], "there is a pooler"],
    [
      "a password that is another",
      () => [urlOf({ ...postgres.place, password: "not-the-password" }, postgres.place.port, database.name)],
      "refuses the user or the password",
    ],
  ])("do not start on %s, and do not tell the password", async (_, flags, why) => {
    await start("one");
    const { exitCode, error } = await startInVain({
      data: join(folder, randomUUID()),
      flags: ["--database", ...flags()],
    });
    expect(exitCode).toBe(1);
    expect(error).toContain(why);
    expect(error).not.toContain("-password");
  });
});
