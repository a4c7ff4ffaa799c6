import { StoreError, type RowAuthenticator } from "@keyferry/store";
import { createSqlStore } from "@keyferry/store/sql";
import type { SqlFlavour, SqlTables } from "@keyferry/store/sql";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { describe, expect, it } from "vitest";
import { createInitialSchema } from "../src/sql/migrations/0001-initial.ts";

const postgres: SqlFlavour = {
  sequenceType: "bigint",
  defineSequence: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
  bytesType: "bytea",
  epochs: true,
  reasonOf: () => "unavailable",
};

/** It is never asked: this database has no rows. */
const authenticator: RowAuthenticator = { mac: () => new Uint8Array(0), verify: () => false };

/** A PostgreSQL database that only writes down what it is asked. */
function postgresLog<Tables>(): { readonly database: Kysely<Tables>; readonly statements: string[] } {
  const statements: string[] = [];
  const database = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (instance) => new PostgresIntrospector(instance),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(query.sql);
    },
  });
  return { database, statements };
}

describe("the schema on PostgreSQL", () => {
  it("uses the types of the flavour, and no others of SQLite", async () => {
    const { database, statements } = postgresLog<unknown>();
    await createInitialSchema(database, postgres);
    const all = statements.join("\n");
    expect(all).toContain(`"seq" bigint generated always as identity primary key`);
    expect(all).toContain(`"material" bytea not null`);
    expect(all).not.toMatch(/autoincrement|blob|datetime|without rowid/i);
  });

  it("gives every row of a scope its account and region", async () => {
    const { database, statements } = postgresLog<unknown>();
    await createInitialSchema(database, postgres);
    for (const table of ["instances", "keys", "key_versions", "aliases", "tags"]) {
      const create = statements.find((statement) => statement.startsWith(`create table "${table}"`));
      expect(create).toContain(`"account" text not null, "region" text not null`);
    }
  });

  it("lets what belongs to a key go with it", async () => {
    const { database, statements } = postgresLog<unknown>();
    await createInitialSchema(database, postgres);
    for (const table of ["key_versions", "aliases"]) {
      const create = statements.find((statement) => statement.startsWith(`create table "${table}"`));
      expect(create).toContain(
        `foreign key ("account", "region", "key_id") references "keys" ("account", "region", "id") on delete cascade`,
      );
    }
  });
});

describe("the schema of keys on PostgreSQL", () => {
  it("keeps an instance while a key refers to it", async () => {
    const { database, statements } = postgresLog<unknown>();
    await createInitialSchema(database, postgres);
    const create = statements.find((statement) => statement.startsWith(`create table "keys"`));
    expect(create).toContain(
      `foreign key ("account", "region", "instance") references "instances" ("account", "region", "id")`,
    );
    expect(create).not.toContain("on delete");
  });
});

describe("the statements on PostgreSQL", () => {
  it("are one for each look-up that calls begin with", async () => {
    const { database, statements } = postgresLog<SqlTables>();
    const store = createSqlStore({ database, flavour: postgres, authenticator, clock: () => 0 });
    const home = store.scoped({ account: "1", region: "cn-hangzhou" });
    const lookups = [
      () => home.keys.read.byId("a"),
      () => home.aliases.read.keyOf("a"),
      () => home.keys.read.byVersion("a"),
      () => store.everywhere.policies.read.versions("cn-hangzhou", "a"),
      () => store.identities.read.accessKeyById("a"),
      () => home.instances.read.byId("a"),
      () => store.identities.read.userByName("a", "b"),
      () => store.identities.read.groupByName("a", "b"),
      () => store.identities.read.roleByName("a", "b"),
    ];
    for (const lookup of lookups) {
      statements.length = 0;
      await lookup();
      expect(statements).toHaveLength(1);
    }
  });

  it("never ask for one of no values", async () => {
    const { database, statements } = postgresLog<SqlTables>();
    const store = createSqlStore({ database, flavour: postgres, authenticator, clock: () => 0 });
    const home = store.scoped({ account: "1", region: "cn-hangzhou" });
    await home.keys.read.list({ id: [], tagKey: [], aliasName: ["\0"] }, { offset: 0, limit: 1 });
    await home.keys.write.changeState("a", { from: [], to: "Enabled", deleteAt: null });
    await home.keys.write.updateDescription("a", "b", []);
    await home.aliases.write.move("a", { from: "b", to: "c" }, []);
    await home.aliases.write.create({ name: "a", keyId: "b", createdAt: 0 }, []);
    const version = {
      id: "a",
      keyId: "b",
      custody: "host",
      fingerprint: null,
      material: new Uint8Array(1),
      createdAt: 0,
    };
    await home.keys.write.addVersion(version, { makePrimary: true, keyStates: [], maxVersions: 1 });
    expect(statements.join("\n")).not.toContain("in ()");
  });
});

describe("a key that gets another version or a name on PostgreSQL", () => {
  it("is locked first, by an update that leaves it as it is", async () => {
    const { database, statements } = postgresLog<SqlTables>();
    const store = createSqlStore({ database, flavour: postgres, authenticator, clock: () => 0 });
    const home = store.scoped({ account: "1", region: "cn-hangzhou" });
    const version = {
      id: "a",
      keyId: "b",
      custody: "host",
      fingerprint: null,
      material: new Uint8Array(1),
      createdAt: 0,
    };
    const calls = [
      () =>
        home.keys.write.addVersion(version, { makePrimary: true, keyStates: ["Enabled"], maxVersions: 1 }),
      () => home.aliases.write.create({ name: "a", keyId: "b", createdAt: 0 }, ["Enabled"]),
      () => home.aliases.write.move("a", { from: "b", to: "c" }, ["Enabled"]),
    ];
    for (const call of calls) {
      statements.length = 0;
      // This database has no rows.
      expect(await call()).toBe("key not usable");
      const [first] = statements.filter((statement) => !/^(begin|commit)/.test(statement));
      expect(first).toMatch(/^update "keys" set "mac" = "mac" where .* returning \*$/);
    }
  });
});

describe("an error of the database", () => {
  it("becomes a StoreError with the flavour's reason and its cause", async () => {
    const cause = new Error("secret detail");
    const { database } = postgresLog<SqlTables>();
    const failing: SqlFlavour = {
      ...postgres,
      reasonOf: (error) => (error === cause ? "corrupt" : "refused"),
    };
    const store = createSqlStore({
      database,
      flavour: failing,
      authenticator,
      clock: () => {
        throw cause;
      },
    });
    const error: unknown = await store
      .scoped({ account: "1", region: "cn-hangzhou" })
      .aliases.read.list({ offset: 0, limit: 1 })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ reason: "corrupt", cause });
    expect(String(error)).not.toContain("secret");
  });
});
