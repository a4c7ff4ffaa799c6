import { DatabaseSync } from "node:sqlite";
import type { KeyStore } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { hostKey } from "./host-key.ts";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const account = "1000000000000000";
const scope = { account, region: "cn-hangzhou" };
const tampered = expect.objectContaining({ reason: "tampered" }) as Error;
const nothing = {
  instances: [],
  keys: [],
  secrets: [],
  groups: [],
  accessKeys: [],
  roles: [],
  recipients: [],
};

let file: string;

beforeEach(async () => {
  file = folder.newFile();
  await using store = await opened();
  const alias = { name: "alias/orders", keyId: "key-a", createdAt: 0 };
  await store.seed({
    ...nothing,
    keys: [{ scope, ...hostKey("key-a"), tags: [], aliases: [alias] }],
    groups: ["denied", "g"].map((name) => ({ account, name, policies: ["{}"] })),
    users: [{ account, name: "ci", policies: ['{"allowed":"little"}'], groups: ["denied", "g"] }],
  });
});

async function opened(): Promise<KeyStore & AsyncDisposable> {
  const store = await openSqliteStore({ file, authenticator });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

function execute(statements: string): void {
  const connection = new DatabaseSync(file);
  connection.exec(statements);
  connection.close();
}

/** Puts a table into the place of another that has the same rows, and takes no notice of case in a column. */
function ignoreCase(table: string, column: string): void {
  const connection = new DatabaseSync(file);
  const definition = connection.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").get(table)?.["sql"];
  connection.exec(
    `PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; ALTER TABLE ${table} RENAME TO old`,
  );
  connection.exec(
    String(definition).replace(`"${column}" text not null`, `"${column}" text not null collate nocase`),
  );
  connection.exec(`INSERT INTO ${table} SELECT * FROM old; DROP TABLE old`);
  connection.close();
}

describe("a store whose schema somebody else has changed", () => {
  it("answers no row that has another name than the one that was asked for", async () => {
    ignoreCase("aliases", "name");
    ignoreCase("keys", "id");
    ignoreCase("users", "name");
    await using store = await opened();
    const home = store.scoped(scope);
    // SQL finds rows now that nobody has asked for.
    await expect(home.aliases.read.keyOf("alias/Orders")).rejects.toEqual(tampered);
    await expect(home.aliases.read.byName("ALIAS/orders")).rejects.toEqual(tampered);
    await expect(home.keys.read.byId("KEY-A")).rejects.toEqual(tampered);
    await expect(
      home.keys.write.changeState("Key-A", { from: ["Enabled"], to: "Disabled", deleteAt: null }),
    ).rejects.toEqual(tampered);
    await expect(store.identities.read.userByName(account, "CI")).rejects.toEqual(tampered);
    expect(await home.aliases.read.keyOf("alias/orders")).toMatchObject({ id: "key-a", state: "Enabled" });
  });

  it("answers no membership twice, though the database would take it", async () => {
    execute("DROP TABLE user_groups; CREATE TABLE user_groups (seq INTEGER, account, user_name, group_name)");
    const insert = (groups: string) => {
      execute(
        `DELETE FROM user_groups; INSERT INTO user_groups SELECT column1, '${account}', 'ci', column2 FROM (VALUES ${groups})`,
      );
    };
    await using store = await opened();
    const user = () => store.identities.read.userByName(account, "ci");
    for (const groups of ["(1,'denied'),(2,'g'),(3,'g')", "(1,'g'),(2,'denied')", "(1,'g')", "(1,NULL)"]) {
      insert(groups);
      await expect(user()).rejects.toEqual(tampered);
    }
    insert("(1,'denied'),(2,'g')");
    expect(await user()).toMatchObject({ groups: ["denied", "g"] });
  });

  it("gives no code to what a trigger puts into its rows", async () => {
    execute(`CREATE TRIGGER new_user AFTER INSERT ON users BEGIN
        UPDATE users SET policies = '["all"]' WHERE seq = NEW.seq; END;
      CREATE TRIGGER changed_user AFTER UPDATE OF policies ON users WHEN NEW.policies <> '["all"]' BEGIN
        UPDATE users SET policies = '["all"]' WHERE seq = NEW.seq; END`);
    await using store = await opened();
    const { identities } = store;
    await identities.write.createUser({ account, name: "new", policies: [], groups: [] }, []);
    await identities.write.setUserPolicies(account, "ci", []);
    for (const name of ["new", "ci"]) {
      await expect(identities.read.userByName(account, name)).rejects.toEqual(tampered);
    }
    await expect(identities.write.setUserPolicies(account, "ci", [])).rejects.toEqual(tampered);
  });
});
