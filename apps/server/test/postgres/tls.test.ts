import { join } from "node:path";
import { rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newDatabase,
  postgresLeftOut,
  urlOf,
  type TestDatabase,
} from "../../../../tools/testing/postgres/test-databases.ts";
import { startPostgres, type TestPostgres } from "../../../../tools/testing/postgres/test-postgres.ts";
import { newFolder, startInVain, startServer } from "../running-server.ts";
import { newTestAuthority } from "../tls/made-identities.ts";

describe.skipIf(postgresLeftOut)("a server on a PostgreSQL that has a certificate for localhost", () => {
  const [believed, other] = [newTestAuthority("believed"), newTestAuthority("other")];
  const folder = newFolder();
  const inFolder = (name: string) => join(folder, name);
  let secured: TestPostgres;
  let plain: TestPostgres;
  let database: TestDatabase;
  beforeAll(async () => {
    writeFileSync(inFolder("believed.pem"), believed.pem);
    writeFileSync(inFolder("other.pem"), other.pem);
    [secured, plain] = await Promise.all([
      startPostgres({ tls: believed.server(["localhost"]) }),
      startPostgres(),
    ]);
    database = await newDatabase(secured.place);
  });
  afterAll(async () => {
    await secured.stop();
    await plain.stop();
    rmSync(folder, { recursive: true });
  });

  const byName = () => database.url.replace("127.0.0.1", "localhost");
  const withoutTls = () => urlOf(plain.place, plain.place.port, "postgres");

  it("asks it over TLS", async () => {
    await using server = await startServer({
      flags: ["--database", byName(), "--database-ca", inFolder("believed.pem")],
    });
    expect((await fetch(`${server.ready.public}/readyz`)).status).toBe(200);
    const connections = await database.run(
      `select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid)
       where datname = $1 and application_name like 'keyferry%'`,
      database.name,
    );
    expect(connections).toEqual([{ ssl: true }]);
  });

  it.each([
    ["somebody else vouches for it", byName, "other.pem", "has a certificate that cannot be believed: "],
    [
      "it has another name",
      () => database.url,
      "believed.pem",
      "has a certificate that cannot be believed: ",
    ],
    ["it knows no TLS", withoutTls, "believed.pem", "knows no TLS: "],
  ])("does not start where %s", async (_, url, ca, why) => {
    const { exitCode, error } = await startInVain({
      data: inFolder("data"),
      flags: ["--database", url(), "--database-ca", inFolder(ca)],
    });
    expect(exitCode).toBe(1);
    expect(error).toMatch(/^keyferry-server: The database \S+:\d+\/\w+ [^\n]+\n$/);
    expect(error).toContain(why);
    expect(error).not.toContain("keyferry-test-password");
  });
});
