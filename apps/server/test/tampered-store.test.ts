import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./command.ts";
import {
  builtIn,
  failureOf,
  officialClient,
  type Answer,
  type Call,
  type Failure,
} from "./official-client.ts";
import { send } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const account = "1000000000000000";
const farAccount = "2000000000000000";
const keys = {
  orders: "00000000-0000-4000-8000-00000000000a",
  ofSpy: "00000000-0000-4000-8000-00000000000b",
  off: "00000000-0000-4000-8000-00000000000c",
  inside: `key-${"k".repeat(21)}`,
};
const arn = (keyId: string) => `acs:kms:cn-hangzhou:${account}:key/${keyId}`;
const policy = (...statements: object[]) => ({ Version: "1", Statement: statements });
const statement = (Effect: string, Action: string, Resource = "*", more = {}) => ({
  Effect,
  Action,
  Resource,
  ...more,
});
const everything = JSON.stringify([JSON.stringify(policy(statement("Allow", "*")))]);
const user = (name: string, policies: readonly object[] = [], groups: readonly string[] = []) => ({
  name,
  accessKeys: [{ id: `LTAI-${name}`, secret: `the secret of ${name}` }],
  policies,
  groups,
});
const team = { StringEquals: { "kms:tag/team": "orders" } };
const seed = {
  keys: [
    { id: keys.orders, spec: "Aliyun_AES_256", aliases: ["alias/orders"] },
    { id: keys.ofSpy, spec: "Aliyun_AES_256" },
    { id: keys.off, spec: "Aliyun_AES_256" },
  ],
  instances: [{ keys: [{ id: keys.inside, spec: "Aliyun_AES_256" }] }],
  groups: [
    { name: "idle", policies: [] },
    { name: "denied", policies: [policy(statement("Deny", "kms:Encrypt"))] },
  ],
  users: [
    user("admin", [policy(statement("Allow", "*"))]),
    user("spy", [policy(statement("Allow", "kms:*", arn(keys.ofSpy)))], ["idle"]),
    user("mole", [policy(statement("Allow", "kms:*"))], ["denied"]),
    user("fan", [policy(statement("Allow", "kms:*", "*", { Condition: team }))]),
    user("left", [policy(statement("Allow", "kms:*"))]),
  ],
  accounts: [{ id: farAccount, users: [user("far", [policy(statement("Allow", "kms:*"))])] }],
};

let server: RunningServer;
let blobs: Readonly<Record<"orders" | "off", string>>;

const as = (name: string): Call => {
  const own = { accessKeyId: `LTAI-${name}`, accessKeySecret: `the secret of ${name}` };
  return officialClient(server.ready.public, name === "root" ? builtIn : own);
};
const decrypt = (name: string, blob: keyof typeof blobs) =>
  as(name)("Decrypt", { CiphertextBlob: blobs[blob] });
const encrypt = (name: string, KeyId: string) => as(name)("Encrypt", { KeyId, Plaintext: "a secret" });

/** The database of the running server, as somebody has it who may write it and has no root key. */
function database(): DatabaseSync {
  const connection = new DatabaseSync(join(server.data, "keys.db"));
  connection.exec("PRAGMA foreign_keys = OFF");
  return connection;
}

function execute(statements: string): void {
  const connection = database();
  connection.exec(statements);
  connection.close();
}

/** Reads all rows; answers what puts them back as they are now. */
function saveRows(): () => void {
  const connection = database();
  const tables = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
  const saved = tables.map((table) => [table, connection.prepare(`SELECT * FROM "${table}"`).all()] as const);
  connection.close();
  return () => {
    const other = database();
    for (const [table, rows] of saved) {
      other.exec(`DELETE FROM "${table}"`);
      for (const row of rows) {
        const values: SQLInputValue[] = Object.values(row);
        other.prepare(`INSERT INTO "${table}" VALUES (${values.map(() => "?").join()})`).run(...values);
      }
    }
    other.close();
  };
}

let restore: () => void;

beforeAll(async () => {
  // What explains a refusal comes after the answer, and would meet the rows of the next attack.
  server = await startServer({ seed, flags: ["--explain", "false"] });
  const blobOf = async (KeyId: string) => (await encrypt("root", KeyId)).CiphertextBlob;
  blobs = { orders: await blobOf(keys.orders), off: await blobOf(keys.off) };
  await as("root")("DisableKey", { KeyId: keys.off });
  const disabled = await runCommand(["users", "disable-key", "LTAI-left", "--data", server.data]);
  expect(disabled.error).toBe("");
  restore = saveRows();
}, 30_000);

afterEach(() => {
  restore();
});

afterAll(() => server[Symbol.asyncDispose]());

/** What becomes of a call: `OK`, or the code of its refusal. */
async function outcomeOf(call: Promise<Answer>): Promise<string> {
  return call.then(
    () => "OK",
    (error: unknown) => (error as Failure).code,
  );
}

async function refusedRows(table: string): Promise<number> {
  const { body } = await send(server.ready.public, { target: "/metrics" });
  const found = new RegExp(`^keyferry_tampered_rows_total\\{table="${table}"\\} (\\d+)$`, "m").exec(body);
  return Number(found?.[1] ?? 0);
}

/** The log's lines about rows that were tampered with. */
function tamperedLines(): readonly { readonly requestId: string; readonly tampered: readonly object[] }[] {
  return server
    .written()
    .error.split("\n")
    .filter((line) => line.includes('"tampered":'))
    .map((line) => JSON.parse(line) as ReturnType<typeof tamperedLines>[number]);
}

interface Attack {
  readonly name: string;
  readonly statements: string;
  readonly call: () => Promise<Answer>;
  /** What becomes of the call without the attack. */
  readonly otherwise: string;
  /** The row that is refused. */
  readonly table: string;
  readonly id: RegExp;
}

const uuid = /^[0-9a-f-]{36}$/;
const attacks: readonly Attack[] = [
  {
    name: "hangs a version below a key of its own",
    statements: `UPDATE key_versions SET key_id = '${keys.ofSpy}' WHERE key_id = '${keys.orders}'`,
    call: () => decrypt("spy", "orders"),
    otherwise: "Forbidden.NoPermission",
    table: "key_versions",
    id: uuid,
  },
  {
    name: "copies the material of another version into its own",
    statements: `UPDATE key_versions SET material = (SELECT material FROM key_versions WHERE key_id = '${keys.orders}')
      WHERE key_id = '${keys.ofSpy}'`,
    call: () => encrypt("spy", keys.ofSpy),
    otherwise: "OK",
    table: "key_versions",
    id: uuid,
  },
  {
    name: "replaces a user's policies",
    statements: `UPDATE users SET policies = '${everything}' WHERE name = 'spy'`,
    call: () => decrypt("spy", "orders"),
    otherwise: "Forbidden.NoPermission",
    table: "users",
    id: /^spy$/,
  },
  {
    name: "replaces the policies of a group",
    statements: `UPDATE groups SET policies = '${everything}' WHERE name = 'idle'`,
    call: () => decrypt("spy", "orders"),
    otherwise: "Forbidden.NoPermission",
    table: "groups",
    id: /^idle$/,
  },
  {
    name: "takes a user out of a group that denies",
    statements: "DELETE FROM user_groups WHERE user_name = 'mole'",
    call: () => encrypt("mole", keys.orders),
    otherwise: "Forbidden.NoPermission",
    table: "user_groups",
    id: /^mole$/,
  },
  {
    name: "deletes a group that denies",
    statements: "DELETE FROM groups WHERE name = 'denied'",
    call: () => encrypt("mole", keys.orders),
    otherwise: "Forbidden.NoPermission",
    table: "groups",
    id: /^denied$/,
  },
  {
    name: "hangs an access key on another user",
    statements: "UPDATE access_keys SET user_name = 'admin' WHERE id = 'LTAI-spy'",
    call: () => decrypt("spy", "orders"),
    otherwise: "Forbidden.NoPermission",
    table: "access_keys",
    id: /^LTAI-spy$/,
  },
  {
    name: "makes an inactive access key active",
    statements: "UPDATE access_keys SET active = 1 WHERE id = 'LTAI-left'",
    call: () => decrypt("left", "orders"),
    otherwise: "InvalidAccessKeyId.Inactive",
    table: "access_keys",
    id: /^LTAI-left$/,
  },
  {
    name: "moves a key with its versions to another account",
    statements: `UPDATE keys SET account = '${farAccount}' WHERE id = '${keys.orders}';
      UPDATE key_versions SET account = '${farAccount}' WHERE key_id = '${keys.orders}'`,
    call: () => decrypt("far", "orders"),
    otherwise: "Forbidden.KeyNotFound",
    table: "key_versions",
    id: uuid,
  },
  {
    name: "points an alias to a key of its own",
    statements: `UPDATE aliases SET key_id = '${keys.ofSpy}' WHERE name = 'alias/orders'`,
    call: () => encrypt("root", "alias/orders"),
    otherwise: "OK",
    table: "aliases",
    id: /^alias\/orders$/,
  },
  {
    name: "enables a key that was disabled",
    statements: `UPDATE keys SET state = 'Enabled' WHERE id = '${keys.off}'`,
    call: () => decrypt("root", "off"),
    otherwise: "Rejected.Disabled",
    table: "keys",
    id: /c$/,
  },
  {
    name: "lets a key be due",
    statements: `UPDATE keys SET state = 'PendingDeletion', delete_at = 1 WHERE id = '${keys.orders}'`,
    call: () => decrypt("root", "orders"),
    otherwise: "OK",
    table: "keys",
    id: /a$/,
  },
  {
    name: "gives a key a tag that a policy asks for",
    statements: `INSERT INTO tags (account, region, resource_type, resource_id, tag_key, tag_value)
      VALUES ('${account}', 'cn-hangzhou', 'key', '${keys.orders}', 'team', 'orders')`,
    call: () => decrypt("fan", "orders"),
    otherwise: "Forbidden.NoPermission",
    table: "tags",
    id: /a$/,
  },
  {
    name: "gives a key of an instance a policy that opens it to another account",
    statements: `UPDATE keys SET policy = '${JSON.stringify(
      policy({
        Effect: "Allow",
        Principal: { RAM: [`acs:ram::${farAccount}:*`] },
        Action: ["kms:*"],
        Resource: ["*"],
      }),
    )}' WHERE id = '${keys.inside}'`,
    call: () => as("far")("DescribeKey", { KeyId: arn(keys.inside) }),
    otherwise: "Forbidden.KeyNotFound",
    table: "keys",
    id: /^key-k+$/,
  },
  {
    name: "opens an instance to the public gateway",
    statements: "UPDATE instances SET public_access = 1",
    call: () => encrypt("root", keys.inside),
    otherwise: "Forbidden.NoPermission",
    table: "instances",
    id: /^kst-/,
  },
];

describe("somebody who can write the database, and has no root key", () => {
  it.each(attacks)("$name, in vain", async ({ statements, call, otherwise, table, id }) => {
    expect(await outcomeOf(call())).toBe(otherwise);
    const counted = await refusedRows(table);
    const lines = tamperedLines().length;
    execute(statements);
    const failure = await failureOf(call());
    const { statusCode } = failure.entry.response;
    expect([statusCode, failure.code]).toEqual([500, "InternalFailure"]);
    // Callers are told nothing of it.
    expect(failure.data.Message).toBe("Internal Failure.");
    expect(await refusedRows(table)).toBe(counted + 1);
    const told = tamperedLines().slice(lines);
    expect(told).toMatchObject([
      {
        level: 50,
        requestId: failure.data.RequestId,
        tampered: [{ table, id: expect.stringMatching(id) as string }],
      },
    ]);
    expect((await send(server.ready.public, { target: "/readyz" })).status).toBe(200);
    restore();
    expect(await outcomeOf(call())).toBe(otherwise);
  });

  it("has no due key destroyed, and a change give no row a sound code", async () => {
    execute(`UPDATE keys SET description = 'of somebody' WHERE id = '${keys.orders}'`);
    for (const action of ["DisableKey", "DescribeKey"]) {
      expect(await outcomeOf(as("root")(action, { KeyId: keys.orders }))).toBe("InternalFailure");
    }
    restore();
    expect((await as("root")("DescribeKey", { KeyId: keys.orders })).KeyMetadata["KeyState"]).toBe("Enabled");
  });

  it("keeps a command from acting on its rows, but not from removing them", async () => {
    const users = (...args: string[]) => runCommand(["users", ...args, "--data", server.data]);
    execute(`UPDATE users SET policies = '${everything}' WHERE name = 'spy'`);
    const listed = await users();
    expect([listed.exitCode, listed.output]).toEqual([1, ""]);
    expect(listed.error).toMatch(
      /^keyferry-server: A row of users is not as the store has written it.*"spy"\n$/,
    );
    expect((await users("remove", "spy")).exitCode).toBe(0);
    expect((await users()).exitCode).toBe(0);
  });
});
