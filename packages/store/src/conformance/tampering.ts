import { StoreError } from "../errors.ts";
import { HOME, START, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import {
  aGroup,
  aKey,
  anAccessKey,
  anAlias,
  anInstance,
  anotherVersion,
  aRole,
  aSeed,
  aSeedKey,
  aUser,
  aVersion,
  createKey,
  dueKeys,
  scheduleDeletion,
  versionIdOf,
} from "./fixtures.ts";

const ONE = anInstance("one");
const { account, region } = HOME;
const PAGE = { offset: 0, limit: 10 };
const DUE = START + 1000;

/** A method, and something that it does. */
type Call = readonly [method: string, call: (bench: StoreBench) => Promise<unknown>];

/** One or more of everything. */
async function everythingIsThere({ store }: StoreBench): Promise<void> {
  const inside = {
    ...aSeedKey("a", [anAlias("a", "a")]),
    key: aKey("a", { instance: ONE.id, policy: "{}" }),
  };
  const seed = aSeed({
    instances: [{ scope: HOME, instance: ONE }],
    keys: [inside, aSeedKey("b", [anAlias("b", "b")])],
    groups: [aGroup("g"), aGroup("h")],
    users: [aUser("ci", { groups: ["g", "h"] }), aUser("idle")],
    accessKeys: [anAccessKey("ci", "1"), anAccessKey("ci", "2")],
    roles: [aRole("r")],
  });
  expectSame(await store.seed(seed), true);
}

const reads: readonly Call[] = [
  ["keyById", ({ read }) => read.keyById("key-a")],
  ["keyByAlias", ({ read }) => read.keyByAlias("alias/a")],
  ["keyByVersion", ({ read }) => read.keyByVersion(versionIdOf("a"))],
  ["listKeys", ({ read }) => read.listKeys({}, PAGE)],
  ["listVersions", ({ read }) => read.listVersions("key-a", PAGE)],
  ["aliasByName", ({ read }) => read.aliasByName("alias/a")],
  ["listAliases", ({ read }) => read.listAliases(PAGE)],
  ["listAliases of a key", ({ read }) => read.listAliases(PAGE, "key-a")],
  ["tagsOf", ({ read }) => read.tagsOf("key-a")],
  ["instanceById", ({ read }) => read.instanceById(ONE.id)],
  ["listInstances", ({ read }) => read.listInstances()],
  ["listInstances of all", ({ store }) => store.listInstances()],
  ["versionsWithPolicy", ({ store }) => store.versionsWithPolicy(region, versionIdOf("a"))],
  ["materialOf", ({ store }) => store.materialOf("host")],
  ["accessKeyById", ({ store }) => store.credentials.accessKeyById("LTAI-1")],
  ["userByName", ({ store }) => store.credentials.userByName(account, "ci")],
  ["groupByName", ({ store }) => store.credentials.groupByName(account, "g")],
  ["roleByName", ({ store }) => store.credentials.roleByName(account, "r")],
  ["listUsers", ({ store }) => store.identities.listUsers(account)],
  ["accessKeysOf", ({ store }) => store.identities.accessKeysOf(account, "ci")],
];

const connection = { vpcId: "vpc-a", vSwitchIds: ["vsw-a"], zoneIds: ["zone-a"] };
const secondVersion = { makePrimary: true, keyStates: ["Enabled"], maxVersions: 9 } as const;

const changes: readonly Call[] = [
  [
    "changeKeyState",
    ({ write }) => write.changeKeyState("key-a", { from: ["Enabled"], to: "Disabled", deleteAt: null }),
  ],
  ["updateDescription", ({ write }) => write.updateDescription("key-a", "another", ["Disabled"])],
  ["addVersion", ({ write }) => write.addVersion(anotherVersion("second", "b"), secondVersion)],
  ["createAlias", ({ write }) => write.createAlias(anAlias("c", "b"), ["Enabled"])],
  ["createAlias that is taken", ({ write }) => write.createAlias(anAlias("a", "b"), ["Enabled"])],
  ["updateAlias", ({ write }) => write.updateAlias("alias/a", { from: "key-a", to: "key-b" }, ["Enabled"])],
  ["deleteAlias", ({ write }) => write.deleteAlias("alias/a", "key-b")],
  [
    "createKey in an instance",
    ({ write }) => write.createKey(aKey("d", { instance: ONE.id }), aVersion("d"), []),
  ],
  ["setKeyPolicy", ({ write }) => write.setKeyPolicy("key-a", '{"another":1}')],
  ["connectInstance", ({ write }) => write.connectInstance(ONE.id, connection)],
  ["bindVpcs", ({ write }) => write.bindVpcs(ONE.id, [])],
  ["setPublicAccess", ({ write }) => write.setPublicAccess(ONE.id, true)],
  ["setUserPolicies", ({ store }) => store.identities.setUserPolicies(account, "ci", [])],
  ["createAccessKey", ({ store }) => store.identities.createAccessKey(anAccessKey("ci", "3"))],
  ["setAccessKeyActive", ({ store }) => store.identities.setAccessKeyActive(account, "LTAI-1", false)],
];

/** What can be read of everything. */
async function readAll(bench: StoreBench): Promise<unknown> {
  await touch(bench);
  bench.authenticator.failAfter(Infinity);
  const answers: unknown[] = [];
  for (const [, read] of reads) answers.push(await read(bench).catch(() => "tampered"));
  return answers;
}

let touches = 0;

/** Changes something else, so that nothing is answered from a cache. */
async function touch({ store }: StoreBench): Promise<void> {
  touches += 1;
  await store.settings.getOrPut(`touch ${String(touches)}`, new Uint8Array(1));
}

/** Has each code in turn be wrong that `call` asks about; answers how many there are, and what it does with all right. */
async function withEachWrong(
  bench: StoreBench,
  call: (bench: StoreBench) => Promise<unknown>,
  afterwards: () => Promise<void>,
): Promise<number> {
  for (let sound = 0; ; sound += 1) {
    await touch(bench);
    bench.authenticator.failAfter(sound);
    try {
      await call(bench);
      bench.authenticator.failAfter(Infinity);
      return sound;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      expectSame(
        [error.reason, typeof error.row?.table, typeof error.row?.id],
        ["tampered", "string", "string"],
      );
    }
    await afterwards();
  }
}

export const tamperingChecks = [
  ...reads.map(([method, read]) =>
    storeCheck(`reads nothing of a row whose code is wrong: ${method}`, async (bench) => {
      await everythingIsThere(bench);
      const right = await read(bench);
      const asked = await withEachWrong(bench, read, async () => undefined);
      expectSame(asked > 0, true);
      expectSame(await read(bench), right);
    }),
  ),

  storeCheck("changes nothing when the code of a row is wrong that decides about it", async (bench) => {
    await everythingIsThere(bench);
    for (const [method, change] of changes) {
      const before = await readAll(bench);
      const asked = await withEachWrong(bench, change, async () => {
        expectSame([method, await readAll(bench)], [method, before]);
      });
      expectSame([method, asked > 0], [method, true]);
    }
  }),

  storeCheck("takes no key out of an instance whose code is wrong", async (bench) => {
    const { write, time } = bench;
    await everythingIsThere(bench);
    await scheduleDeletion(write, "a", DUE);
    time.now = DUE;
    const asked = await withEachWrong(
      bench,
      async () => {
        expectSame(await write.deleteInstance(ONE.id), "deleted");
      },
      async () => undefined,
    );
    // Of the instance, and of the key.
    expectSame(asked > 1, true);
  }),

  storeCheck("lets go of what was tampered with: a user and an access key can be deleted", async (bench) => {
    const { store, authenticator } = bench;
    await everythingIsThere(bench);
    authenticator.failAfter(0);
    expectSame(await store.identities.deleteAccessKey(account, "LTAI-1"), true);
    expectSame(await store.identities.deleteUser(account, "ci"), true);
    authenticator.failAfter(Infinity);
    expectSame(await store.credentials.userByName(account, "ci"), undefined);
  }),

  storeCheck("answers no due key that was tampered with, and says so; all others are", async (bench) => {
    const { store, read, write, authenticator, time } = bench;
    const names = ["a", "b", "c"];
    for (const name of names) {
      await createKey(write, name);
      await scheduleDeletion(write, name, DUE);
    }
    // Of each key, and of its one version.
    for (let sound = 0; sound < 2 * names.length; sound += 1) {
      authenticator.failAfter(sound);
      const { keys, refused } = await store.dueKeys(DUE);
      authenticator.failAfter(Infinity);
      expectSame([keys.length, refused.map(({ reason }) => reason)], [2, ["tampered"]]);
    }
    const [first] = await dueKeys(store, DUE);
    if (first === undefined) throw new Error("expected a key that is due");
    authenticator.failAfter(0);
    await expectStoreError(store.deleteDueKey(first, DUE), "tampered");
    authenticator.failAfter(Infinity);
    time.now = START;
    expectSame((await read.listKeys({}, PAGE)).total, names.length);
    expectSame(await store.deleteDueKey(first, DUE), true);
  }),
];
