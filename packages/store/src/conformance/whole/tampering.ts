import { expectSame } from "@keyferry/conformance";
import { StoreError } from "../../errors.ts";
import { aClientKey, aNetworkRule, anAccessPoint, anAccessPolicy } from "../bench/access-fixtures.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { aRotation, aSecret, aSecretVersion, createSecret, deleteSecret } from "../bench/secret-fixtures.ts";
import {
  aGroup,
  aKey,
  anAccessKey,
  anAlias,
  anInstance,
  anotherVersion,
  aRecipient,
  aRole,
  aSeed,
  aSeedKey,
  aUser,
  aVersion,
  createKey,
  dueKeys,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";

const firstInstance = anInstance("one");
const { account, region } = homeScope;
const firstPage = { offset: 0, limit: 10 };
const dueAt = startTime + 1000;

/** A method, and something that it does. */
type Call = readonly [method: string, call: (bench: StoreBench) => Promise<unknown>];

/** One or more of everything. */
async function everythingIsThere({ store, home }: StoreBench): Promise<void> {
  const inside = {
    ...aSeedKey("a", [anAlias("a", "a")]),
    key: aKey("a", { instance: firstInstance.id, policy: "{}" }),
  };
  const seed = aSeed({
    instances: [{ scope: homeScope, instance: firstInstance }],
    keys: [inside, aSeedKey("b", [anAlias("b", "b")])],
    groups: [aGroup("g"), aGroup("h")],
    users: [aUser("ci", { groups: ["g", "h"] }), aUser("idle")],
    accessKeys: [anAccessKey("ci", "1"), anAccessKey("ci", "2")],
    roles: [aRole("r")],
    recipients: [aRecipient("h"), aRecipient("i")],
  });
  expectSame(await store.seed(seed), true);
  await createSecret(home, "one", { instance: firstInstance.id, policy: "{}" }, [{ key: "t", value: "v" }]);
  await createSecret(home, "two");
  await home.networkRules.write.create(aNetworkRule("r"), 9);
  await home.accessPolicies.write.create(anAccessPolicy("p"), 9);
  await home.accessPoints.write.create(anAccessPoint("one"), 9);
  await home.clientKeys.write.create(aClientKey("k", "one"), 9);
}

const reads: readonly Call[] = [
  ["keyById", ({ home }) => home.keys.read.byId("key-a")],
  ["keyByAlias", ({ home }) => home.aliases.read.keyOf("alias/a")],
  ["keyByVersion", ({ home }) => home.keys.read.byVersion(versionIdOf("a"))],
  ["listKeys", ({ home }) => home.keys.read.list({}, firstPage)],
  ["listVersions", ({ home }) => home.keys.read.listVersions("key-a", firstPage)],
  ["aliasByName", ({ home }) => home.aliases.read.byName("alias/a")],
  ["listAliases", ({ home }) => home.aliases.read.list(firstPage)],
  ["listAliases of a key", ({ home }) => home.aliases.read.list(firstPage, "key-a")],
  ["tagsOf", ({ home }) => home.tags.read.of("key", "key-a")],
  ["listTags", ({ home }) => home.tags.read.list("key", [], { after: 0, maxTags: 9 })],
  ["instanceById", ({ home }) => home.instances.read.byId(firstInstance.id)],
  ["listInstances", ({ home }) => home.instances.read.list()],
  ["listInstances of all", ({ store }) => store.everywhere.instances.read.list()],
  ["versionsWithPolicy", ({ store }) => store.everywhere.policies.read.versions(region, versionIdOf("a"))],
  ["materialOf", ({ store }) => store.everywhere.keys.read.inCustody("host")],
  ["secretByName", ({ home }) => home.secrets.read.byName("one")],
  ["secretVersion", ({ home }) => home.secrets.read.version("one", "v1")],
  ["secretVersions", ({ home }) => home.secrets.read.versions("one")],
  ["tagsOf a secret", ({ home }) => home.tags.read.of("secret", "one")],
  ["listSecrets", ({ home }) => home.secrets.read.list({}, firstPage)],
  ["networkRuleByName", ({ home }) => home.networkRules.read.byName("r")],
  ["listNetworkRules", ({ home }) => home.networkRules.read.list(firstPage)],
  ["accessPolicyByName", ({ home }) => home.accessPolicies.read.byName("p")],
  ["listAccessPolicies", ({ home }) => home.accessPolicies.read.list(firstPage)],
  ["accessPointByName", ({ home }) => home.accessPoints.read.byName("one")],
  ["listAccessPoints", ({ home }) => home.accessPoints.read.list(firstPage)],
  ["clientKeyById", ({ home }) => home.clientKeys.read.byId("k")],
  ["listClientKeys", ({ home }) => home.clientKeys.read.list("one")],
  ["listClientKeys of all", ({ home }) => home.clientKeys.read.list()],
  ["accessKeyById", ({ store }) => store.identities.read.accessKeyById("LTAI-1")],
  ["userByName", ({ store }) => store.identities.read.userByName(account, "ci")],
  ["groupByName", ({ store }) => store.identities.read.groupByName(account, "g")],
  ["roleByName", ({ store }) => store.identities.read.roleByName(account, "r")],
  ["listUsers", ({ store }) => store.identities.read.listUsers(account)],
  ["listRoles", ({ store }) => store.identities.read.listRoles(account)],
  ["recipientByName", ({ store }) => store.recipients.read.byName(account, "h")],
  [
    "recipientByFingerprint",
    ({ store }) => store.recipients.read.byFingerprint(account, aRecipient("h").fingerprint),
  ],
  ["listRecipients", ({ store }) => store.recipients.read.list(account)],
  ["accessKeysOf", ({ store }) => store.identities.read.accessKeysOf(account, "ci")],
];

const connection = { vpcId: "vpc-a", vSwitchIds: ["vsw-a"], zoneIds: ["zone-a"], connectedAt: 1 };
const tagged = { type: "key", ids: ["key-a", "key-b"], states: ["Enabled", "Disabled"] } as const;
const secondVersion = { makePrimary: true, keyStates: ["Enabled"], maxVersions: 9 } as const;

const changes: readonly Call[] = [
  [
    "changeKeyState",
    ({ home }) => home.keys.write.changeState("key-a", { from: ["Enabled"], to: "Disabled", deleteAt: null }),
  ],
  ["updateDescription", ({ home }) => home.keys.write.updateDescription("key-a", "another", ["Disabled"])],
  ["addVersion", ({ home }) => home.keys.write.addVersion(anotherVersion("second", "b"), secondVersion)],
  ["createAlias", ({ home }) => home.aliases.write.create(anAlias("c", "b"), ["Enabled"])],
  ["createAlias that is taken", ({ home }) => home.aliases.write.create(anAlias("a", "b"), ["Enabled"])],
  [
    "updateAlias",
    ({ home }) => home.aliases.write.move("alias/a", { from: "key-a", to: "key-b" }, ["Enabled"]),
  ],
  ["deleteAlias", ({ home }) => home.aliases.write.delete("alias/a", "key-b")],
  [
    "createKey in an instance",
    ({ home }) => home.keys.write.create(aKey("d", { instance: firstInstance.id }), aVersion("d"), []),
  ],
  ["setKeyPolicy", ({ home }) => home.policies.write.set("key-a", '{"another":1}')],
  ["putTags", ({ home }) => home.tags.write.put(tagged, [{ key: "made-by", value: "hand" }], 9)],
  ["removeTags", ({ home }) => home.tags.write.remove(tagged, "all")],
  ["connectInstance", ({ home }) => home.instances.write.connect(firstInstance.id, connection)],
  ["bindVpcs", ({ home }) => home.instances.write.bindVpcs(firstInstance.id, [])],
  ["setPublicAccess", ({ home }) => home.instances.write.setPublicAccess(firstInstance.id, true)],
  ["renameInstance", ({ home }) => home.instances.write.rename(firstInstance.id, "another")],
  ["protectInstance", ({ home }) => home.instances.write.setDeletionProtection(firstInstance.id, "in use")],
  [
    "createSecret in an instance",
    ({ home }) =>
      home.secrets.write.create(
        aSecret("d", { instance: firstInstance.id }),
        [aSecretVersion("d", "v1")],
        [],
      ),
  ],
  ["createSecret that is taken", ({ home }) => createSecret(home, "one")],
  [
    "changeSecret",
    ({ home }) =>
      home.secrets.write.change("one", () => ({
        set: { description: "another" },
        add: [aSecretVersion("one", "v2")],
      })),
  ],
  ["deleteSecret", ({ home }) => deleteSecret(home, "two")],
  ["createNetworkRule that is taken", ({ home }) => home.networkRules.write.create(aNetworkRule("r"), 9)],
  ["changeNetworkRule", ({ home }) => home.networkRules.write.change("r", { sources: [] })],
  ["changeAccessPolicy", ({ home }) => home.accessPolicies.write.change("p", { resources: [] })],
  ["changeAccessPoint", ({ home }) => home.accessPoints.write.change("one", { policies: [] })],
  ["createClientKey", ({ home }) => home.clientKeys.write.create(aClientKey("l", "one"), 9)],
  ["createRecipient that is taken", ({ store }) => store.recipients.write.create(aRecipient("h"), 9)],
  ["setUserPolicies", ({ store }) => store.identities.write.setUserPolicies(account, "ci", [])],
  ["createAccessKey", ({ store }) => store.identities.write.createAccessKey(anAccessKey("ci", "3"))],
  ["setAccessKeyActive", ({ store }) => store.identities.write.setAccessKeyActive(account, "LTAI-1", false)],
];

/** What can be read of everything. */
async function readAll(bench: StoreBench): Promise<unknown> {
  await touch(bench);
  bench.authenticator.failAfter(Infinity);
  const answers: unknown[] = [];
  for (const [, read] of reads) answers.push(await read(bench).catch(() => "tampered"));
  return answers;
}

/** Counts as a change, so that nothing is answered from a cache. */
async function touch({ store }: StoreBench): Promise<void> {
  await store.checkWrites();
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
    const { home, time } = bench;
    await everythingIsThere(bench);
    await scheduleDeletion(home, "a", dueAt);
    await deleteSecret(home, "one");
    time.now = dueAt;
    const asked = await withEachWrong(
      bench,
      async () => {
        expectSame(await home.instances.write.delete(firstInstance.id), "deleted");
      },
      async () => undefined,
    );
    // Of the instance, and of the key.
    expectSame(asked > 1, true);
  }),

  storeCheck(
    "lets go of what was tampered with: a user, an access key and a recipient can be deleted",
    async (bench) => {
      const { store, authenticator } = bench;
      await everythingIsThere(bench);
      authenticator.failAfter(0);
      expectSame(await store.identities.write.deleteAccessKey(account, "LTAI-1"), true);
      expectSame(await store.identities.write.deleteUser(account, "ci"), true);
      expectSame(await store.recipients.write.delete(account, "h"), true);
      authenticator.failAfter(Infinity);
      expectSame(await store.identities.read.userByName(account, "ci"), undefined);
    },
  ),

  storeCheck("lets go of what was tampered with: what gives applications access", async (bench) => {
    const { home, authenticator } = bench;
    await everythingIsThere(bench);
    authenticator.failAfter(0);
    expectSame(await home.clientKeys.write.delete("k"), true);
    for (const [of, name] of [
      [home.networkRules, "r"],
      [home.accessPolicies, "p"],
      [home.accessPoints, "one"],
    ] as const) {
      expectSame(await of.write.delete(name), true);
    }
    authenticator.failAfter(Infinity);
    expectSame(await home.accessPoints.read.byName("one"), undefined);
  }),

  storeCheck("answers no due key that was tampered with, and says so; all others are", async (bench) => {
    const { store, home, authenticator, time } = bench;
    const names = ["a", "b", "c"];
    for (const name of names) {
      await createKey(home, name);
      await scheduleDeletion(home, name, dueAt);
    }
    // Of each key, and of its one version.
    for (let sound = 0; sound < 2 * names.length; sound += 1) {
      authenticator.failAfter(sound);
      const { keys, refused } = await store.everywhere.keys.read.due(dueAt);
      authenticator.failAfter(Infinity);
      expectSame([keys.length, refused.map(({ reason }) => reason)], [2, ["tampered"]]);
    }
    const [first] = await dueKeys(store, dueAt);
    if (first === undefined) throw new Error("expected a key that is due");
    authenticator.failAfter(0);
    await expectStoreError(store.everywhere.keys.write.deleteDue(first, dueAt), "tampered");
    authenticator.failAfter(Infinity);
    time.now = startTime;
    expectSame((await home.keys.read.list({}, firstPage)).total, names.length);
    expectSame(await store.everywhere.keys.write.deleteDue(first, dueAt), true);
  }),

  storeCheck("answers no due secret that was tampered with, and says so; all others are", async (bench) => {
    const { store, home, authenticator, time } = bench;
    const { read, write } = store.everywhere.secrets;
    const names = ["a", "b", "c"];
    for (const name of names) await createSecret(home, name, { deleteAt: dueAt });
    for (const name of names) await createSecret(home, `${name}2`, { rotation: aRotation(dueAt) });
    for (const due of ["dueForDeletion", "dueForRotation"] as const) {
      for (let sound = 0; sound < names.length; sound += 1) {
        authenticator.failAfter(sound);
        const { secrets, refused } = await read[due](dueAt);
        authenticator.failAfter(Infinity);
        expectSame([secrets.length, refused.map(({ reason }) => reason)], [2, ["tampered"]]);
      }
    }
    time.now = dueAt;
    authenticator.failAfter(0);
    await expectStoreError(write.deleteDue({ scope: homeScope, name: "a" }, dueAt), "tampered");
    authenticator.failAfter(Infinity);
    expectSame((await read.dueForDeletion(dueAt)).secrets.length, names.length);
  }),
];
