import { once } from "node:events";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { StoreError } from "@keyferry/store";
import { openSqliteNonceStore, openSqliteStore } from "@keyferry/store-sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const kinds = [
  { kind: "keys", open: ({ file }: { file: string }) => openSqliteStore({ file, authenticator }) },
  { kind: "nonces", open: openSqliteNonceStore },
] as const;

/** Holds the lock of a writer, says so, and lets it go 300 milliseconds later. */
const writesForAWhile = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { DatabaseSync } = require("node:sqlite");
  const connection = new DatabaseSync(workerData);
  connection.exec("BEGIN IMMEDIATE");
  parentPort.postMessage("writing");
  setTimeout(() => connection.close(), 300);
`;

async function errorOf(work: Promise<unknown>): Promise<StoreError> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof StoreError)) {
    throw new Error("expected a StoreError", { cause: error });
  }
  return error;
}

function execute(file: string, statements: string): void {
  const connection = new DatabaseSync(file);
  connection.exec(statements);
  connection.close();
}

function modesOf(file: string): string[] {
  return [file, `${file}-wal`, `${file}-shm`].map((path) => (statSync(path).mode & 0o777).toString(8));
}

describe.each(kinds)("the file of a store of $kind", ({ open }) => {
  let umask: number;

  beforeEach(() => {
    umask = process.umask(0);
  });

  afterEach(() => {
    process.umask(umask);
  });

  it("is its owner's alone, with its companions, whatever the umask", async () => {
    const file = folder.newFile();
    const store = await open({ file });
    expect(modesOf(file)).toEqual(["600", "600", "600"]);
    await store.close();
  });

  it("loses the access that others had", async () => {
    const file = folder.newFile();
    const first = await open({ file });
    for (const path of [file, `${file}-wal`, `${file}-shm`]) {
      chmodSync(path, 0o666);
    }
    const second = await open({ file });
    expect(modesOf(file)).toEqual(["600", "600", "600"]);
    await second.close();
    await first.close();
  });

  it("may be empty", async () => {
    const file = folder.newFile();
    writeFileSync(file, "");
    await (await open({ file })).close();
  });

  it("waits for whoever opens a new file at the same moment", async () => {
    const file = folder.newFile();
    writeFileSync(file, "");
    const other = new Worker(writesForAWhile, { eval: true, workerData: file });
    await once(other, "message");
    await (await open({ file })).close();
    await other.terminate();
  });

  it("is refused when it is no database", async () => {
    const file = folder.newFile();
    writeFileSync(file, "keys: []\n".repeat(1000));
    const error = await errorOf(open({ file }));
    expect(error.reason).toBe("corrupt");
    expect(error.message).toContain(file);
    expect(readFileSync(file, "utf8")).toBe("keys: []\n".repeat(1000));
  });

  it("is refused when it is another program's database", async () => {
    const file = folder.newFile();
    execute(file, "CREATE TABLE keys (id TEXT)");
    expect((await errorOf(open({ file }))).reason).toBe("refused");
    execute(file, "DROP TABLE keys; PRAGMA application_id = 7");
    expect((await errorOf(open({ file }))).reason).toBe("refused");
  });

  it("is refused when it cannot be made", async () => {
    const error = await errorOf(open({ file: `${folder.path}/nowhere/keys.db` }));
    expect(error.reason).toBe("unavailable");
  });
});

describe("the schema of a store of keys", () => {
  it("is refused when a newer version has changed it, and stays as it is", async () => {
    const file = folder.newFile();
    await (await openSqliteStore({ file, authenticator })).close();
    execute(file, "INSERT INTO migrations VALUES ('9999-later', '2100-01-01T00:00:00.000Z')");
    const error = await errorOf(openSqliteStore({ file, authenticator }));
    expect(error.reason).toBe("refused");
    expect(error.message).toMatch(/newer version.*9999-later/);
    execute(file, "DELETE FROM migrations WHERE name = '9999-later'");
    await (await openSqliteStore({ file, authenticator })).close();
  });

  it("is made whole or not at all", async () => {
    const file = folder.newFile();
    await (await openSqliteStore({ file, authenticator })).close();
    // As if nothing but this one table had been made: the migration runs again, and fails at it.
    execute(
      file,
      `PRAGMA foreign_keys = OFF;
       DROP TABLE keys; DROP TABLE key_versions; DROP TABLE aliases; DROP TABLE tags;
       DROP TABLE instances; DROP TABLE access_keys; DROP TABLE user_groups; DROP TABLE users; DROP TABLE groups; DROP TABLE roles;
       DELETE FROM migrations`,
    );
    await errorOf(openSqliteStore({ file, authenticator }));
    const connection = new DatabaseSync(file);
    const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE name = 'keys'").all();
    connection.close();
    expect(tables).toEqual([]);
  });

  it("has an index for every look-up", async () => {
    const file = folder.newFile();
    const store = await openSqliteStore({ file, authenticator });
    const connection = new DatabaseSync(file);
    const scans = [
      "SELECT * FROM keys WHERE account = 'a' AND region = 'r' AND id = 'i'",
      "SELECT * FROM keys WHERE account = 'a' AND region = 'r' ORDER BY seq",
      "SELECT * FROM keys WHERE delete_at <= 1",
      "SELECT * FROM key_versions WHERE account = 'a' AND region = 'r' AND id = 'i'",
      "SELECT * FROM key_versions WHERE region = 'r' AND id = 'i'",
      "SELECT * FROM key_versions WHERE account = 'a' AND region = 'r' AND key_id = 'i' ORDER BY seq",
      "SELECT * FROM aliases WHERE account = 'a' AND region = 'r' AND name = 'n'",
      "SELECT * FROM aliases WHERE account = 'a' AND region = 'r' AND key_id = 'i' ORDER BY seq",
      "SELECT * FROM aliases WHERE account = 'a' AND region = 'r' ORDER BY seq",
      "SELECT * FROM tags WHERE account = 'a' AND region = 'r' AND resource_type = 'key' AND resource_id = 'i'",
      "SELECT * FROM tags WHERE account = 'a' AND region = 'r' AND resource_type = 'key' AND tag_key = 'k'",
      "SELECT * FROM tags WHERE account = 'a' AND region = 'r' AND resource_type = 'key' AND tag_value = 'v'",
      "SELECT * FROM instances WHERE account = 'a' AND region = 'r' ORDER BY seq",
      "SELECT * FROM instances WHERE account = 'a' AND region = 'r' AND id = 'i'",
      "SELECT * FROM keys WHERE account = 'a' AND region = 'r' AND instance = 'i'",
      "SELECT * FROM users WHERE account = 'a' AND name = 'n'",
      "SELECT * FROM users WHERE account = 'a' ORDER BY seq",
      "SELECT * FROM user_groups WHERE account = 'a' AND user_name = 'n' ORDER BY seq",
      "SELECT * FROM groups WHERE account = 'a' AND name = 'n'",
      "SELECT * FROM roles WHERE account = 'a' AND name = 'n'",
      "SELECT * FROM access_keys WHERE account = 'a' AND user_name = 'n' ORDER BY seq",
      "SELECT * FROM access_keys WHERE id = 'i'",
    ].filter((query) => {
      const plan = connection.prepare(`EXPLAIN QUERY PLAN ${query}`).all();
      return plan.some(({ detail }) => /^SCAN|TEMP B-TREE/.test(String(detail)));
    });
    connection.close();
    await store.close();
    expect(scans).toEqual([]);
  });
});

describe("the schema of a store of nonces", () => {
  it("is refused when it is of a newer version", async () => {
    const file = folder.newFile();
    await (await openSqliteNonceStore({ file })).close();
    execute(file, "PRAGMA user_version = 2");
    const error = await errorOf(openSqliteNonceStore({ file }));
    expect(error.reason).toBe("refused");
    expect(error.message).toContain("newer version");
  });
});
