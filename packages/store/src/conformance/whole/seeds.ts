import { expectSame } from "@keyferry/conformance";
import type { AccessKeyRecord, UserRecord } from "../../identities/records.ts";
import type { Seed, SeedKey } from "../../seed.ts";
import { HOME, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import {
  aGroup,
  aKey,
  anAlias,
  anInstance,
  aRole,
  aSeed,
  aSeedKey,
  aVersion,
  createKey,
  listedAliases,
  listedKeys,
  versionIdOf,
} from "../bench/fixtures.ts";

const USER: UserRecord = {
  account: HOME.account,
  name: "ci",
  policies: ['{"z":1}', '{"a":2}', '{"z":1}'],
  groups: ["z", "a"],
};

const ACCESS_KEY: AccessKeyRecord = {
  id: "LTAI-ci",
  account: HOME.account,
  userName: "ci",
  sealedSecret: new Uint8Array([0, 1, 254, 255]),
  active: true,
};

const FAR = { account: "1000000000000009", region: "cn-beijing" };

/** A key of an instance of the seed. */
const INSIDE: SeedKey = {
  ...aSeedKey("inside", [], FAR),
  key: aKey("inside", { instance: anInstance("one").id, policy: "{}" }),
};

const SEED: Seed = aSeed({
  instances: [{ scope: FAR, instance: anInstance("one", { publicAccess: true }) }],
  keys: [aSeedKey("a", [anAlias("one", "a"), anAlias("two", "a")]), aSeedKey("b", [], FAR), INSIDE],
  groups: [aGroup("a"), aGroup("z"), aGroup("a", { account: FAR.account })],
  roles: [aRole("r")],
  users: [USER, { account: HOME.account, name: "idle", policies: [], groups: [] }],
  accessKeys: [ACCESS_KEY, { ...ACCESS_KEY, id: "LTAI-old", active: false }],
});

/** Seeds of which the last part is wrong. */
const WRONG: readonly (readonly [string, Seed])[] = [
  ["a key twice", { ...SEED, keys: [...SEED.keys, aSeedKey("a")] }],
  ["a name twice", { ...SEED, keys: [...SEED.keys, aSeedKey("c", [anAlias("one", "c")])] }],
  ["an alias of another key", { ...SEED, keys: [...SEED.keys, aSeedKey("c", [anAlias("three", "a")])] }],
  [
    "an instance twice",
    { ...SEED, instances: [...SEED.instances, { scope: FAR, instance: anInstance("one") }] },
  ],
  ["a key in no instance", { ...SEED, instances: [] }],
  ["a key in another scope's instance", { ...SEED, keys: [{ ...INSIDE, scope: HOME }] }],
  ["a group twice", { ...SEED, groups: [...SEED.groups, aGroup("z", { policies: [] })] }],
  ["a user of no group", { ...SEED, users: [USER, { ...USER, name: "cd", groups: ["a", "x"] }] }],
  [
    "a user of another account's group",
    { ...SEED, users: [...SEED.users, { ...USER, account: FAR.account, groups: ["z"] }] },
  ],
  ["a role twice", { ...SEED, roles: [aRole("r"), aRole("r", { policies: [] })] }],
  ["a user twice", { ...SEED, users: [...SEED.users, USER] }],
  ["an access key twice", { ...SEED, accessKeys: [ACCESS_KEY, ACCESS_KEY] }],
  [
    "an access key of nobody",
    { ...SEED, accessKeys: [ACCESS_KEY, { ...ACCESS_KEY, id: "x", userName: "x" }] },
  ],
];

const ONE_THING: readonly (readonly [string, Seed])[] = [
  ["a key", aSeed({ keys: [aSeedKey("a")] })],
  ["an instance", aSeed({ instances: SEED.instances })],
  ["a group", aSeed({ groups: [aGroup("a")] })],
  ["a role", aSeed({ roles: [aRole("r")] })],
  ["nothing", aSeed()],
];

async function expectEmpty({ store, home }: StoreBench): Promise<void> {
  expectSame(await listedKeys(home), []);
  expectSame(await listedAliases(home), []);
  expectSame(await store.identities.read.userByName(HOME.account, "ci"), undefined);
  expectSame(await store.identities.read.accessKeyById("LTAI-ci"), undefined);
  expectSame(await store.identities.read.groupByName(HOME.account, "a"), undefined);
  expectSame(await store.identities.read.roleByName(HOME.account, "r"), undefined);
  expectSame(await store.scoped(FAR).instances.read.list(), []);
}

export const seedChecks = [
  storeCheck("applies a seed to an empty store", async ({ store, home }) => {
    expectSame(await store.seed(SEED), true);
    expectSame(await home.aliases.read.keyOf("alias/one"), aKey("a"));
    expectSame(await home.keys.read.byVersion(versionIdOf("a")), { key: aKey("a"), version: aVersion("a") });
    expectSame(await home.tags.read.of("key", "key-a"), [{ key: "made-by", value: "seed" }]);
    expectSame(await listedAliases(home), ["alias/one", "alias/two"]);
    const far = store.scoped(FAR);
    expectSame(await listedKeys(far), ["key-b", "key-inside"]);
    expectSame(await far.keys.read.byId("key-inside"), INSIDE.key);
    expectSame(await far.instances.read.list(), [anInstance("one", { publicAccess: true })]);
    const { identities } = store;
    expectSame(await identities.read.userByName(HOME.account, "ci"), USER);
    expectSame(await identities.read.groupByName(HOME.account, "z"), aGroup("z"));
    expectSame(await identities.read.roleByName(HOME.account, "r"), aRole("r"));
    expectSame(await identities.read.listUsers(HOME.account), SEED.users);
    expectSame(await identities.read.accessKeysOf(HOME.account, "ci"), SEED.accessKeys);
  }),

  storeCheck("finds users by account and name, and access keys by id", async ({ store }) => {
    await store.seed(SEED);
    const { identities } = store;
    expectSame((await identities.read.userByName(HOME.account, "idle"))?.policies, []);
    expectSame(await identities.read.userByName(FAR.account, "ci"), undefined);
    expectSame(await identities.read.userByName(HOME.account, "CI"), undefined);
    expectSame(await identities.read.accessKeyById("LTAI-ci"), ACCESS_KEY);
    expectSame((await identities.read.accessKeyById("LTAI-old"))?.active, false);
    expectSame(await identities.read.accessKeyById("ltai-ci"), undefined);
  }),

  storeCheck("applies an empty seed", async (bench) => {
    expectSame(await bench.store.seed(aSeed()), true);
    await expectEmpty(bench);
  }),

  storeCheck("leaves a store that has a key", async ({ store, home }) => {
    await createKey(home, "z");
    expectSame(await store.seed(SEED), false);
    expectSame(await listedKeys(home), ["key-z"]);
    expectSame(await store.identities.read.userByName(HOME.account, "ci"), undefined);
  }),

  storeCheck("leaves a store that has a key in any scope", async ({ store, home }) => {
    await createKey(store.scoped(FAR), "z");
    expectSame(await store.seed(SEED), false);
    expectSame(await listedKeys(home), []);
  }),

  storeCheck("leaves a store that has a user", async ({ store, home }) => {
    expectSame(await store.identities.write.createUser({ ...USER, groups: [] }, []), "created");
    expectSame(await store.seed(SEED), false);
    expectSame(await listedKeys(home), []);
    expectSame(await store.identities.read.accessKeyById("LTAI-ci"), undefined);
  }),

  storeCheck("applies a seed to a store that has an instance only", async ({ store, home }) => {
    await home.instances.write.create(anInstance("one"));
    expectSame(await store.seed(SEED), true);
    expectSame(await listedKeys(home), ["key-a"]);
  }),

  storeCheck("brings nothing back that was deleted since a seed", async ({ store, home }) => {
    expectSame(await store.seed(aSeed({ users: [{ ...USER, groups: [] }], accessKeys: [ACCESS_KEY] })), true);
    expectSame(await store.identities.write.deleteUser(HOME.account, "ci"), true);
    expectSame(await store.seed(SEED), false);
    expectSame(await store.identities.read.accessKeyById("LTAI-ci"), undefined);
    expectSame(await listedKeys(home), []);
  }),

  ...ONE_THING.map(([what, seed]) =>
    storeCheck(`applies a seed of nothing but ${what} once`, async ({ store }) => {
      expectSame(await store.seed(seed), true);
      expectSame(await store.seed(seed), false);
      expectSame((await store.scoped(FAR).instances.read.list()).length, seed.instances.length);
    }),
  ),

  storeCheck("applies a seed once when it is applied at once", async ({ store, home }) => {
    const answers = await Promise.all([store.seed(SEED), store.seed(SEED), store.seed(SEED)]);
    expectSame(answers.filter((applied) => applied).length, 1);
    expectSame(await listedKeys(home), ["key-a"]);
  }),

  ...WRONG.map(([what, seed]) =>
    storeCheck(`refuses whole a seed with ${what}`, async (bench) => {
      await expectStoreError(bench.store.seed(seed), "refused");
      await expectEmpty(bench);
      expectSame(await bench.store.seed(SEED), true);
    }),
  ),
];
