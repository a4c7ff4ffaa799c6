import type { AccessKeyRecord, UserRecord } from "../records.ts";
import type { Seed } from "../store.ts";
import { HOME, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import {
  aKey,
  anAlias,
  aSeed,
  aSeedKey,
  aVersion,
  createKey,
  listedAliases,
  listedKeys,
  versionIdOf,
} from "./fixtures.ts";

const USER: UserRecord = {
  account: HOME.account,
  name: "ci",
  policies: ['{"z":1}', '{"a":2}', '{"z":1}'],
  groups: [],
};

const ACCESS_KEY: AccessKeyRecord = {
  id: "LTAI-ci",
  account: HOME.account,
  userName: "ci",
  sealedSecret: new Uint8Array([0, 1, 254, 255]),
  active: true,
};

const FAR = { account: "1000000000000009", region: "cn-beijing" };

const SEED: Seed = aSeed({
  keys: [aSeedKey("a", [anAlias("one", "a"), anAlias("two", "a")]), aSeedKey("b", [], FAR)],
  users: [USER, { account: HOME.account, name: "idle", policies: [], groups: [] }],
  accessKeys: [ACCESS_KEY, { ...ACCESS_KEY, id: "LTAI-old", active: false }],
});

/** Seeds of which the last part is wrong. */
const WRONG: readonly (readonly [string, Seed])[] = [
  ["a key twice", { ...SEED, keys: [...SEED.keys, aSeedKey("a")] }],
  ["a name twice", { ...SEED, keys: [...SEED.keys, aSeedKey("c", [anAlias("one", "c")])] }],
  ["an alias of another key", { ...SEED, keys: [...SEED.keys, aSeedKey("c", [anAlias("three", "a")])] }],
  ["a user twice", { ...SEED, users: [...SEED.users, USER] }],
  ["an access key twice", { ...SEED, accessKeys: [ACCESS_KEY, ACCESS_KEY] }],
  [
    "an access key of nobody",
    { ...SEED, accessKeys: [ACCESS_KEY, { ...ACCESS_KEY, id: "x", userName: "x" }] },
  ],
];

async function expectEmpty({ store, read }: StoreBench): Promise<void> {
  expectSame(await listedKeys(read), []);
  expectSame(await listedAliases(read), []);
  expectSame(await store.credentials.userByName(HOME.account, "ci"), undefined);
  expectSame(await store.credentials.accessKeyById("LTAI-ci"), undefined);
}

export const seedChecks = [
  storeCheck("applies a seed to an empty store", async ({ store, read }) => {
    expectSame(await store.seed(SEED), true);
    expectSame(await read.keyByAlias("alias/one"), aKey("a"));
    expectSame(await read.keyByVersion(versionIdOf("a")), { key: aKey("a"), version: aVersion("a") });
    expectSame(await read.tagsOf("key-a"), [{ key: "made-by", value: "seed" }]);
    expectSame(await listedAliases(read), ["alias/one", "alias/two"]);
    expectSame(await listedKeys(store.scoped(FAR).read), ["key-b"]);
    expectSame(await store.credentials.userByName(HOME.account, "ci"), USER);
  }),

  storeCheck("finds users by account and name, and access keys by id", async ({ store }) => {
    await store.seed(SEED);
    const { credentials } = store;
    expectSame((await credentials.userByName(HOME.account, "idle"))?.policies, []);
    expectSame(await credentials.userByName(FAR.account, "ci"), undefined);
    expectSame(await credentials.userByName(HOME.account, "CI"), undefined);
    expectSame(await credentials.accessKeyById("LTAI-ci"), ACCESS_KEY);
    expectSame((await credentials.accessKeyById("LTAI-old"))?.active, false);
    expectSame(await credentials.accessKeyById("ltai-ci"), undefined);
  }),

  storeCheck("applies an empty seed", async (bench) => {
    expectSame(await bench.store.seed(aSeed()), true);
    await expectEmpty(bench);
  }),

  storeCheck("leaves a store that has a key", async ({ store, read, write }) => {
    await createKey(write, "z");
    expectSame(await store.seed(SEED), false);
    expectSame(await listedKeys(read), ["key-z"]);
    expectSame(await store.credentials.userByName(HOME.account, "ci"), undefined);
  }),

  storeCheck("leaves a store that has a key in any scope", async ({ store, read }) => {
    await createKey(store.scoped(FAR).write, "z");
    expectSame(await store.seed(SEED), false);
    expectSame(await listedKeys(read), []);
  }),

  storeCheck("leaves a store that has a user", async ({ store, read }) => {
    expectSame(await store.seed(aSeed({ users: [USER] })), true);
    expectSame(await store.seed(SEED), false);
    expectSame(await listedKeys(read), []);
    expectSame(await store.credentials.accessKeyById("LTAI-ci"), undefined);
  }),

  storeCheck("applies a seed once when it is applied at once", async ({ store, read }) => {
    const answers = await Promise.all([store.seed(SEED), store.seed(SEED), store.seed(SEED)]);
    expectSame(answers.filter((applied) => applied).length, 1);
    expectSame(await listedKeys(read), ["key-a"]);
  }),

  ...WRONG.map(([what, seed]) =>
    storeCheck(`refuses whole a seed with ${what}`, async (bench) => {
      await expectStoreError(bench.store.seed(seed), "refused");
      await expectEmpty(bench);
      expectSame(await bench.store.seed(SEED), true);
    }),
  ),
];
