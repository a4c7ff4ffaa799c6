import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { StoreError, type KeyStore, type Seed, type StoreScope } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { anInstance } from "./an-instance.ts";
import { hostKey, type HostKey } from "./host-key.ts";
import { aSecret, aSecretVersion } from "./a-secret.ts";
import { authenticator } from "./row-authenticator.ts";

const day = 86_400_000;
const now = 100 * day;
const account = "1000000000000000";
const scope = { account, region: "cn-hangzhou" };

const farAccount = "2000000000000000";
const farRegion = "cn-beijing";

/** Where rows are moved: there the store is asked as well, and there are keys of the same id. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  account: [farAccount],
  region: [farRegion],
  id: ["moved"],
  name: ["moved"],
  key_id: ["key-a", "key-b"],
  secret_name: ["sa", "sb"],
  access_point: ["pa", "pb"],
  user_name: ["ci", "ops"],
  group_name: ["g", "h"],
  fingerprint: ["of ha", "of hb"],
  resource_type: ["instance"],
  resource_id: ["key-a", "key-b"],
};

const names = {
  account: [account, farAccount],
  region: [scope.region, farRegion],
  key: ["key-a", "key-b", "moved"],
  version: ["version of key-a", "version of key-b", "moved"],
  alias: ["alias/a", "alias/b", "moved"],
  instance: ["kst-a", "kst-b", "moved"],
  user: ["ci", "ops", "moved"],
  secret: ["sa", "sb", "moved"],
  group: ["g", "h", "moved"],
  role: ["r", "s", "moved"],
  accessKey: ["LTAI-1", "LTAI-2", "moved"],
  rule: ["ra", "rb", "moved"],
  accessPolicy: ["aa", "ab", "moved"],
  accessPoint: ["pa", "pb", "moved"],
  clientKey: ["ca", "cb", "moved"],
  recipient: ["ha", "hb", "moved"],
  fingerprint: ["of ha", "of hb", "moved"],
};
const page = { offset: 0, limit: 10 };

/** Two rows of everything, with a value in every column of one of them. */
function everything(): Seed {
  const inside = hostKey("key-a", "kst-a");
  const outside = hostKey("key-b");
  const tags = ["1", "2"].map((n) => ({ key: `t${n}`, value: `v${n}` }));
  const key = {
    ...inside.key,
    policy: "{}",
    state: "PendingDeletion",
    deleteAt: now + day,
    rotation: { intervalSeconds: 5, nextAt: 5000 },
  } as const;
  const alias = (name: string, keyId: string) => ({ name: `alias/${name}`, keyId, createdAt: 1 });
  const connection = { vpcId: "vpc-a", vSwitchIds: [], zoneIds: [], connectedAt: 1 };
  const instances = [
    { ...anInstance("kst-a"), connection, deletionProtection: "in use" },
    anInstance("kst-b"),
  ];
  const policies = ["{}"];
  const accessKey = { account, sealedSecret: Uint8Array.of(1, 2), active: true };
  const role = { account, trustPolicy: "{}", policies, maxSessionSeconds: 900 };
  return {
    instances: instances.map((instance) => ({ scope, instance })),
    keys: [
      { scope, key, version: inside.version, tags, aliases: [] },
      { scope, ...outside, tags, aliases: [alias("a", "key-b"), alias("b", "key-b")] },
      { scope: { ...scope, account: farAccount }, ...twinOf(outside), tags, aliases: [] },
      { scope: { ...scope, region: farRegion }, ...twinOf(outside), tags, aliases: [] },
    ],
    secrets: [],
    groups: ["g", "h"].map((name) => ({ account, name, policies })),
    users: ["ci", "ops"].map((name) => ({ account, name, policies, groups: ["g", "h"] })),
    accessKeys: [
      { ...accessKey, id: "LTAI-1", userName: "ci" },
      { ...accessKey, id: "LTAI-2", userName: "ops", active: false },
    ],
    roles: [
      { ...role, name: "r" },
      { ...role, name: "s" },
    ],
    recipients: [
      {
        ...{ account, name: "ha", publicKey: Uint8Array.of(1), spec: "EC_SM2", fingerprint: "of ha" },
        ...{ note: "a", certificateChain: "a chain", validUntil: now, createdAt: 1 },
      },
      {
        ...{ account, name: "hb", publicKey: Uint8Array.of(2), spec: "RSA_2048", fingerprint: "of hb" },
        ...{ note: "b", certificateChain: null, validUntil: null, createdAt: 2 },
      },
    ],
  };
}

/** Two secrets with a value in every column of one of them, and the first one's twins elsewhere. */
async function makeSecrets(store: KeyStore): Promise<void> {
  const rotation = {
    automatic: "Enabled",
    intervalSeconds: 7,
    lastAt: 8,
    nextAt: now,
    failure: "x",
    begun: { until: now, versionId: "v2" },
  } as const;
  const all = { instance: "kst-a", policy: "{}", extendedConfig: "{}", deleteAt: now + day, rotation };
  const stages = ["v1", "v2"].map((versionId) => ({ name: `of ${versionId}`, versionId }));
  const versions = (name: string) => stages.map(({ versionId }) => aSecretVersion(name, versionId));
  const tags = [{ key: "t1", value: "v1" }];
  const { write } = store.scoped(scope).secrets;
  await write.create({ ...aSecret("sa"), ...all, stages }, versions("sa"), tags);
  await write.create({ ...aSecret("sb"), stages, rotation }, versions("sb"), tags);
  // Of the same name, with another version.
  for (const place of [
    { ...scope, account: farAccount },
    { ...scope, region: farRegion },
  ]) {
    await store.scoped(place).secrets.write.create(aSecret("sa"), [aSecretVersion("sa", "of twin")], tags);
  }
}

/** Two of everything that gives applications access, and the first one's twins elsewhere. */
async function makeAccess(store: KeyStore): Promise<void> {
  const make = async (place: StoreScope, names: readonly string[]) => {
    const home = store.scoped(place);
    for (const [at, name] of names.entries()) {
      const [description, createdAt, value] = [
        `of ${name}`,
        at + 7,
        [`${name} ${place.account} ${place.region}`],
      ];
      const both = { description, createdAt };
      await home.networkRules.write.create({ ...both, name: `r${name}`, type: name, sources: value }, 9);
      await home.accessPolicies.write.create(
        {
          ...{ ...both, name: `a${name}`, instance: name, permissions: value, resources: value },
          ...{ networkRules: value, rulesText: name },
        },
        9,
      );
      const point = `p${name}`;
      await home.accessPoints.write.create(
        { ...both, name: point, authentication: name, policies: value },
        9,
      );
      const key = { id: `c${name}`, accessPoint: point, algorithm: name, createdAt };
      const certificate = new TextEncoder().encode(value.join());
      await home.clientKeys.write.create({ ...key, certificate, notBefore: at, notAfter: at + 5 }, 9);
    }
  };
  await make(scope, ["a", "b"]);
  await make({ ...scope, account: farAccount }, ["a"]);
  await make({ ...scope, region: farRegion }, ["a"]);
}

/** A key of the same id, with another version. */
function twinOf({ key, version }: HostKey): HostKey {
  const id = "version of twin";
  return { key: { ...key, primaryVersionId: id }, version: { ...version, id } };
}

/** What one look-up answers: a list of records in JSON, or that a row was tampered with. */
export type Outcome = readonly string[] | "tampered";

/** A store in a file, and another connection to the file, as somebody without the key has it. */
export interface TamperedStore {
  readonly store: KeyStore;
  /** The tables and their columns, as the database itself says. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** The first two rows of a table. */
  rowsOf(table: string): readonly [Row, Row];
  /** Runs statements as somebody else, whom no constraint binds that SQLite can switch off. */
  execute(statement: string, ...values: readonly SQLInputValue[]): void;
  /** Puts all rows back as they were written. */
  restore(): void;
  /** Asks the store everything it can be asked. */
  ask(): Promise<ReadonlyMap<string, Outcome>>;
  close(): Promise<void>;
}

/** A row as the database has it. */
export type Row = Readonly<Record<string, SQLInputValue>>;

/** Makes a store with two rows of everything, and a way around it. */
export async function openTamperedStore(file: string): Promise<TamperedStore> {
  const store = await openSqliteStore({ file, authenticator, clock: () => now });
  await store.seed(everything());
  await makeSecrets(store);
  await makeAccess(store);
  const other = new DatabaseSync(file);
  other.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF");
  const all = (query: string) => other.prepare(query).all() as readonly Row[];
  const namesIn = (query: string) =>
    (all(query) as readonly { readonly name: string }[]).map(({ name }) => name);
  const tables = namesIn("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  const columns = new Map(tables.map((table) => [table, namesIn(`PRAGMA table_info(${quoted(table)})`)]));
  const saved = new Map(tables.map((table) => [table, all(`SELECT * FROM ${quoted(table)}`)]));
  return {
    store,
    columns,
    rowsOf(table) {
      const [first, second] = saved.get(table) ?? [];
      if (first === undefined || second === undefined) throw new Error(`there are no two rows of ${table}`);
      return [first, second];
    },
    execute: (statement, ...values) => void other.prepare(statement).run(...values),
    restore() {
      for (const [table, rows] of saved) {
        other.exec(`DELETE FROM ${quoted(table)}`);
        for (const row of rows) {
          const marks = Object.keys(row).map(() => "?");
          other
            .prepare(`INSERT INTO ${quoted(table)} VALUES (${marks.join(", ")})`)
            .run(...Object.values(row));
        }
      }
    },
    ask: () => askEverything(store),
    async close() {
      other.close();
      await store.close();
    },
  };
}

/** A name as SQL has it. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/** The values that move a row to where the store is asked, too; undefined for a column that says nothing of where it is. */
export function valuesElsewhere(column: string): readonly string[] | undefined {
  return elsewhere[column];
}

async function askEverything(store: KeyStore): Promise<ReadonlyMap<string, Outcome>> {
  const { identities } = store;
  const questions = new Map<string, Promise<unknown>>([
    ["listInstances", store.everywhere.instances.read.list()],
    ["materialOf host", store.everywhere.keys.read.inCustody("host")],
    ["most messages", store.everywhere.keys.read.mostMessages(9)],
    ["dueKeys", dueKeys(store)],
    ["keys to rotate", keysToRotate(store)],
    ["due secrets", dueSecrets(store)],
  ]);
  for (const id of names.accessKey) questions.set(`access key ${id}`, identities.read.accessKeyById(id));
  for (const of of names.account) {
    questions.set(`users of ${of}`, identities.read.listUsers(of));
    for (const name of names.user) {
      questions.set(`user ${of} ${name}`, identities.read.userByName(of, name));
      questions.set(`access keys of ${of} ${name}`, identities.read.accessKeysOf(of, name));
    }
    for (const name of names.group) {
      questions.set(`group ${of} ${name}`, identities.read.groupByName(of, name));
    }
    questions.set(`roles of ${of}`, identities.read.listRoles(of));
    questions.set(`recipients of ${of}`, store.recipients.read.list(of));
    for (const name of names.recipient) {
      questions.set(`recipient ${of} ${name}`, store.recipients.read.byName(of, name));
    }
    for (const fingerprint of names.fingerprint) {
      const question = `recipient of ${of} ${fingerprint}`;
      questions.set(question, store.recipients.read.byFingerprint(of, fingerprint));
    }
    for (const name of names.role) questions.set(`role ${of} ${name}`, identities.read.roleByName(of, name));
  }
  for (const region of names.region) {
    for (const id of names.version) {
      questions.set(`with policy ${region} ${id}`, store.everywhere.policies.read.versions(region, id));
    }
    for (const of of names.account) askScope(store, { account: of, region }, questions);
  }
  const outcomes = [...questions].map(
    async ([question, answer]) => [question, await outcomeOf(answer)] as const,
  );
  return new Map(await Promise.all(outcomes));
}

function askScope(
  store: KeyStore,
  place: { readonly account: string; readonly region: string },
  questions: Map<string, Promise<unknown>>,
): void {
  const home = store.scoped(place);
  const ask = (question: string, answer: Promise<unknown>) =>
    questions.set(`${place.account} ${place.region} ${question}`, answer);
  ask("keys", home.keys.read.list({}, page));
  ask("aliases", home.aliases.read.list(page));
  ask("instances", home.instances.read.list());
  for (const id of names.key) {
    ask(`key ${id}`, home.keys.read.byId(id));
    ask(`versions of ${id}`, home.keys.read.listVersions(id, page));
    ask(`aliases of ${id}`, home.aliases.read.list(page, id));
    ask(`tags of ${id}`, home.tags.read.of("key", id));
  }
  const access = [
    ["rule", home.networkRules, names.rule],
    ["access policy", home.accessPolicies, names.accessPolicy],
    ["access point", home.accessPoints, names.accessPoint],
  ] as const;
  for (const [what, { read }, known] of access) {
    ask(`every ${what}`, read.list(page));
    for (const name of known) ask(`${what} ${name}`, read.byName(name));
  }
  ask("client keys", home.clientKeys.read.list());
  for (const id of names.clientKey) ask(`client key ${id}`, home.clientKeys.read.byId(id));
  for (const point of names.accessPoint) ask(`client keys of ${point}`, home.clientKeys.read.list(point));
  ask("secrets", home.secrets.read.list({}, page));
  for (const name of names.secret) {
    ask(`secret ${name}`, home.secrets.read.byName(name));
    ask(`versions of secret ${name}`, home.secrets.read.versions(name));
    for (const id of ["v1", "v2", "moved"]) ask(`${id} of ${name}`, home.secrets.read.version(name, id));
  }
  for (const id of names.version) ask(`version ${id}`, home.keys.read.byVersion(id));
  for (const name of names.alias) {
    ask(`alias ${name}`, home.aliases.read.byName(name));
    ask(`key of ${name}`, home.aliases.read.keyOf(name));
  }
  for (const id of names.instance) {
    ask(`instance ${id}`, home.instances.read.byId(id));
    ask(`tags of instance ${id}`, home.tags.read.of("instance", id));
  }
  for (const type of ["key", "instance"] as const) {
    ask(`tags of every ${type}`, home.tags.read.list(type, [], { after: 0, maxTags: 9 }));
  }
}

/** Keys that are due now, and in two days. */
async function dueKeys(store: KeyStore): Promise<unknown> {
  const due = await Promise.all([
    store.everywhere.keys.read.due(now),
    store.everywhere.keys.read.due(now + 2 * day),
  ]);
  for (const { refused } of due) for (const error of refused) throw error;
  return due.flatMap(({ keys }) => keys);
}

async function dueSecrets({ everywhere }: KeyStore): Promise<unknown> {
  const { read } = everywhere.secrets;
  const due = [await read.dueForRotation(now), await read.dueForDeletion(now + 2 * day)];
  for (const { refused } of due) for (const error of refused) throw error;
  return due.flatMap(({ secrets }) => secrets);
}

/** Keys whose next version is due. */
async function keysToRotate(store: KeyStore): Promise<unknown> {
  const { keys, refused } = await store.everywhere.keys.read.dueForRotation(now);
  for (const error of refused) {
    throw error;
  }
  return keys;
}

async function outcomeOf(question: Promise<unknown>): Promise<Outcome> {
  try {
    return itemsOf(await question).map((item) => JSON.stringify(item));
  } catch (error) {
    if (error instanceof StoreError && error.reason === "tampered") return "tampered";
    throw error;
  }
}

/** One record, those of a list, or none. */
function itemsOf(answer: unknown): readonly unknown[] {
  if (answer === undefined) return [];
  if (Array.isArray(answer)) return answer;
  if (typeof answer === "object" && answer !== null && "items" in answer) return answer.items as unknown[];
  return [answer];
}
