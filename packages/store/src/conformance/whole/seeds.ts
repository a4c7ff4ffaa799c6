import { expectSame } from "@keyferry/conformance";
import type { AccessKeyRecord, UserRecord } from "../../identities/records.ts";
import type { Seed, SeedKey, SeedSecret } from "../../seed.ts";
import { homeScope, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import {
  aGroup,
  aKey,
  anAlias,
  anInstance,
  aRecipient,
  aRole,
  aSeed,
  aSeedKey,
  aVersion,
  createKey,
  listedAliases,
  listedKeys,
  versionIdOf,
} from "../bench/fixtures.ts";
import { aSecret, aSecretVersion } from "../bench/secret-fixtures.ts";

const aSeedUser: UserRecord = {
  account: homeScope.account,
  name: "ci",
  policies: ['{"z":1}', '{"a":2}', '{"z":1}'],
  groups: ["z", "a"],
};

const accessKey: AccessKeyRecord = {
  id: "LTAI-ci",
  account: homeScope.account,
  userName: "ci",
  sealedSecret: new Uint8Array([0, 1, 254, 255]),
  active: true,
};

const farScope = { account: "1000000000000009", region: "cn-beijing" };

/** A key of an instance of the seed. */
const insideKey: SeedKey = {
  ...aSeedKey("inside", [], farScope),
  key: aKey("inside", { instance: anInstance("one").id, policy: "{}" }),
};

/** A secret of the instance of the seed. */
const aSeedSecret: SeedSecret = {
  scope: farScope,
  secret: aSecret("s", { instance: anInstance("one").id, keyId: "key-inside" }),
  versions: [aSecretVersion("s", "v1")],
  tags: [{ key: "made-by", value: "seed" }],
};

const wholeSeed: Seed = aSeed({
  instances: [{ scope: farScope, instance: anInstance("one", { publicAccess: true }) }],
  keys: [aSeedKey("a", [anAlias("one", "a"), anAlias("two", "a")]), aSeedKey("b", [], farScope), insideKey],
  secrets: [aSeedSecret],
  groups: [aGroup("a"), aGroup("z"), aGroup("a", { account: farScope.account })],
  roles: [aRole("r")],
  recipients: [aRecipient("a"), aRecipient("b"), aRecipient("a", { account: farScope.account })],
  users: [aSeedUser, { account: homeScope.account, name: "idle", policies: [], groups: [] }],
  accessKeys: [accessKey, { ...accessKey, id: "LTAI-old", active: false }],
});

/** Seeds of which the last part is wrong. */
const wrongSeeds: readonly (readonly [string, Seed])[] = [
  ["a key twice", { ...wholeSeed, keys: [...wholeSeed.keys, aSeedKey("a")] }],
  ["a name twice", { ...wholeSeed, keys: [...wholeSeed.keys, aSeedKey("c", [anAlias("one", "c")])] }],
  [
    "an alias of another key",
    { ...wholeSeed, keys: [...wholeSeed.keys, aSeedKey("c", [anAlias("three", "a")])] },
  ],
  [
    "an instance twice",
    { ...wholeSeed, instances: [...wholeSeed.instances, { scope: farScope, instance: anInstance("one") }] },
  ],
  ["a key in no instance", { ...wholeSeed, instances: [] }],
  ["a key in another scope's instance", { ...wholeSeed, keys: [{ ...insideKey, scope: homeScope }] }],
  ["a secret twice", { ...wholeSeed, secrets: [aSeedSecret, aSeedSecret] }],
  ["a secret in another scope's instance", { ...wholeSeed, secrets: [{ ...aSeedSecret, scope: homeScope }] }],
  [
    "a secret with a label of no version",
    { ...wholeSeed, secrets: [{ ...aSeedSecret, versions: [aSecretVersion("s", "v2")] }] },
  ],
  ["a group twice", { ...wholeSeed, groups: [...wholeSeed.groups, aGroup("z", { policies: [] })] }],
  [
    "a user of no group",
    { ...wholeSeed, users: [aSeedUser, { ...aSeedUser, name: "cd", groups: ["a", "x"] }] },
  ],
  [
    "a user of another account's group",
    { ...wholeSeed, users: [...wholeSeed.users, { ...aSeedUser, account: farScope.account, groups: ["z"] }] },
  ],
  [
    "a recipient twice",
    { ...wholeSeed, recipients: [...wholeSeed.recipients, aRecipient("a", { fingerprint: "x" })] },
  ],
  [
    "a recipient's key twice",
    {
      ...wholeSeed,
      recipients: [aRecipient("a"), aRecipient("c", { fingerprint: aRecipient("a").fingerprint })],
    },
  ],
  ["a role twice", { ...wholeSeed, roles: [aRole("r"), aRole("r", { policies: [] })] }],
  ["a user twice", { ...wholeSeed, users: [...wholeSeed.users, aSeedUser] }],
  ["an access key twice", { ...wholeSeed, accessKeys: [accessKey, accessKey] }],
  [
    "an access key of nobody",
    { ...wholeSeed, accessKeys: [accessKey, { ...accessKey, id: "x", userName: "x" }] },
  ],
];

const oneThing: readonly (readonly [string, Seed])[] = [
  ["a key", aSeed({ keys: [aSeedKey("a")] })],
  ["an instance", aSeed({ instances: wholeSeed.instances })],
  ["a group", aSeed({ groups: [aGroup("a")] })],
  ["a role", aSeed({ roles: [aRole("r")] })],
  ["a recipient", aSeed({ recipients: [aRecipient("a")] })],
  ["nothing", aSeed()],
];

async function expectEmpty({ store, home }: StoreBench): Promise<void> {
  expectSame(await listedKeys(home), []);
  expectSame(await listedAliases(home), []);
  expectSame(await store.identities.read.userByName(homeScope.account, "ci"), undefined);
  expectSame(await store.identities.read.accessKeyById("LTAI-ci"), undefined);
  expectSame(await store.identities.read.groupByName(homeScope.account, "a"), undefined);
  expectSame(await store.identities.read.roleByName(homeScope.account, "r"), undefined);
  expectSame(await store.recipients.read.list(homeScope.account), []);
  expectSame(await store.scoped(farScope).instances.read.list(), []);
  expectSame(await store.scoped(farScope).secrets.read.byName("s"), undefined);
}

export const seedChecks = [
  storeCheck("applies a seed to an empty store", async ({ store, home }) => {
    expectSame(await store.seed(wholeSeed), true);
    expectSame(await home.aliases.read.keyOf("alias/one"), aKey("a"));
    expectSame(await home.keys.read.byVersion(versionIdOf("a")), { key: aKey("a"), version: aVersion("a") });
    expectSame(await home.tags.read.of("key", "key-a"), [{ key: "made-by", value: "seed" }]);
    expectSame(await listedAliases(home), ["alias/one", "alias/two"]);
    const far = store.scoped(farScope);
    expectSame(await listedKeys(far), ["key-b", "key-inside"]);
    expectSame(await far.keys.read.byId("key-inside"), insideKey.key);
    expectSame(await far.instances.read.list(), [anInstance("one", { publicAccess: true })]);
    expectSame(await far.secrets.read.byName("s"), aSeedSecret.secret);
    expectSame(await far.secrets.read.version("s", "v1"), aSecretVersion("s", "v1"));
    expectSame(await far.tags.read.of("secret", "s"), aSeedSecret.tags);
    const { identities } = store;
    expectSame(await identities.read.userByName(homeScope.account, "ci"), aSeedUser);
    expectSame(await identities.read.groupByName(homeScope.account, "z"), aGroup("z"));
    expectSame(await identities.read.roleByName(homeScope.account, "r"), aRole("r"));
    expectSame(await identities.read.listUsers(homeScope.account), wholeSeed.users);
    expectSame(await identities.read.listRoles(homeScope.account), wholeSeed.roles);
    expectSame(await store.recipients.read.list(homeScope.account), wholeSeed.recipients.slice(0, 2));
    expectSame(await store.recipients.read.list(farScope.account), wholeSeed.recipients.slice(2));
    expectSame(await identities.read.accessKeysOf(homeScope.account, "ci"), wholeSeed.accessKeys);
  }),

  storeCheck("finds users by account and name, and access keys by id", async ({ store }) => {
    await store.seed(wholeSeed);
    const { identities } = store;
    expectSame((await identities.read.userByName(homeScope.account, "idle"))?.policies, []);
    expectSame(await identities.read.userByName(farScope.account, "ci"), undefined);
    expectSame(await identities.read.userByName(homeScope.account, "CI"), undefined);
    expectSame(await identities.read.accessKeyById("LTAI-ci"), accessKey);
    expectSame((await identities.read.accessKeyById("LTAI-old"))?.active, false);
    expectSame(await identities.read.accessKeyById("ltai-ci"), undefined);
  }),

  storeCheck("applies an empty seed", async (bench) => {
    expectSame(await bench.store.seed(aSeed()), true);
    await expectEmpty(bench);
  }),

  storeCheck("leaves a store that has a key", async ({ store, home }) => {
    await createKey(home, "z");
    expectSame(await store.seed(wholeSeed), false);
    expectSame(await listedKeys(home), ["key-z"]);
    expectSame(await store.identities.read.userByName(homeScope.account, "ci"), undefined);
  }),

  storeCheck("leaves a store that has a key in any scope", async ({ store, home }) => {
    await createKey(store.scoped(farScope), "z");
    expectSame(await store.seed(wholeSeed), false);
    expectSame(await listedKeys(home), []);
  }),

  storeCheck("leaves a store that has a user", async ({ store, home }) => {
    expectSame(await store.identities.write.createUser({ ...aSeedUser, groups: [] }, []), "created");
    expectSame(await store.seed(wholeSeed), false);
    expectSame(await listedKeys(home), []);
    expectSame(await store.identities.read.accessKeyById("LTAI-ci"), undefined);
  }),

  storeCheck("applies a seed to a store that has an instance only", async ({ store, home }) => {
    await home.instances.write.create(anInstance("one"));
    expectSame(await store.seed(wholeSeed), true);
    expectSame(await listedKeys(home), ["key-a"]);
  }),

  storeCheck("brings nothing back that was deleted since a seed", async ({ store, home }) => {
    expectSame(
      await store.seed(aSeed({ users: [{ ...aSeedUser, groups: [] }], accessKeys: [accessKey] })),
      true,
    );
    expectSame(await store.identities.write.deleteUser(homeScope.account, "ci"), true);
    expectSame(await store.seed(wholeSeed), false);
    expectSame(await store.identities.read.accessKeyById("LTAI-ci"), undefined);
    expectSame(await listedKeys(home), []);
  }),

  ...oneThing.map(([what, seed]) =>
    storeCheck(`applies a seed of nothing but ${what} once`, async ({ store }) => {
      expectSame(await store.seed(seed), true);
      expectSame(await store.seed(seed), false);
      expectSame((await store.scoped(farScope).instances.read.list()).length, seed.instances.length);
    }),
  ),

  storeCheck("applies a seed once when it is applied at once", async ({ store, home }) => {
    const answers = await Promise.all([store.seed(wholeSeed), store.seed(wholeSeed), store.seed(wholeSeed)]);
    expectSame(answers.filter((applied) => applied).length, 1);
    expectSame(await listedKeys(home), ["key-a"]);
  }),

  ...wrongSeeds.map(([what, seed]) =>
    storeCheck(`refuses whole a seed with ${what}`, async (bench) => {
      await expectStoreError(bench.store.seed(seed), "refused");
      await expectEmpty(bench);
      expectSame(await bench.store.seed(wholeSeed), true);
    }),
  ),
];
