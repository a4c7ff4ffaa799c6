import type { BoundVpc, InstanceConnection } from "../records.ts";
import { HOME, START, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import { aKey, anInstance, aVersion, createAlias, createKey, dueKeys, scheduleDeletion } from "./fixtures.ts";

const ONE = anInstance("one");
const CONNECTION: InstanceConnection = {
  vpcId: "vpc-z",
  vSwitchIds: ["vsw-z", "vsw-a", "vsw-z"],
  zoneIds: ["cn-hangzhou-k", "cn-hangzhou-j"],
};
const BOUND: readonly BoundVpc[] = [
  { regionId: "cn-hangzhou", vpcId: "vpc-b", vSwitchId: "vsw-b", vpcOwnerId: "1000000000000002" },
  { regionId: "cn-beijing", vpcId: "vpc-a", vSwitchId: "vsw-a", vpcOwnerId: "1000000000000001" },
];
const DUE = START + 1000;

/** A key in the first of two instances, with an alias, that is to be deleted at {@link DUE}. */
async function oneKeyIsToGo({ write }: StoreBench): Promise<void> {
  await write.createInstance(ONE);
  await write.createInstance(anInstance("two"));
  await createKey(write, "goes", { instance: ONE.id, policy: "{}" });
  await createAlias(write, "goes", "goes");
  await scheduleDeletion(write, "goes", DUE);
}

export const instanceChecks = [
  storeCheck("reads instances back as they were made, oldest first", async ({ read, write }) => {
    const whole = { name: "订单", publicAccess: true, connection: CONNECTION, boundVpcs: BOUND };
    const [first, second] = [anInstance("z", whole), anInstance("a", { createdAt: START - 1 })];
    await write.createInstance(first);
    await write.createInstance(second);
    expectSame(await read.listInstances(), [first, second]);
    expectSame(await read.instanceById(second.id), second);
    expectSame(await read.instanceById(first.id), first);
    expectSame(await read.instanceById(anInstance("b").id), undefined);
    await expectStoreError(write.createInstance({ ...second, id: first.id }), "refused");
    expectSame(await read.listInstances(), [first, second]);
  }),

  storeCheck(
    "lists the instances of all scopes, oldest first, each with its own",
    async ({ store, write }) => {
      const places = [
        { scope: { ...HOME, account: "1000000000000002" }, instance: anInstance("z") },
        { scope: { ...HOME, region: "cn-beijing" }, instance: anInstance("a", { publicAccess: true }) },
      ];
      expectSame(await store.listInstances(), []);
      for (const { scope, instance } of places) await store.scoped(scope).write.createInstance(instance);
      await write.createInstance(ONE);
      expectSame(await store.listInstances(), [...places, { scope: HOME, instance: ONE }]);
      await write.deleteInstance(ONE.id);
      expectSame(await store.listInstances(), places);
    },
  ),

  storeCheck("connects an instance once", async ({ read, write }) => {
    await write.createInstance(ONE);
    await write.createInstance(anInstance("two"));
    expectSame(await read.instanceById(ONE.id), ONE);
    expectSame(await write.connectInstance(ONE.id, CONNECTION), "connected");
    expectSame(await read.instanceById(ONE.id), { ...ONE, connection: CONNECTION });
    expectSame(
      await write.connectInstance(ONE.id, { ...CONNECTION, vpcId: "vpc-other" }),
      "connected already",
    );
    expectSame(await write.connectInstance("kst-none", CONNECTION), "not found");
    expectSame(await read.listInstances(), [{ ...ONE, connection: CONNECTION }, anInstance("two")]);
  }),

  storeCheck("lets one of many connections at once win", async ({ read, write }) => {
    await write.createInstance(ONE);
    const names = ["vpc-0", "vpc-1", "vpc-2", "vpc-3"];
    const answers = await Promise.all(
      names.map((vpcId) => write.connectInstance(ONE.id, { ...CONNECTION, vpcId })),
    );
    expectSame(answers.filter((answer) => answer === "connected").length, 1);
    const winner = (await read.instanceById(ONE.id))?.connection?.vpcId;
    expectSame(winner, names[answers.indexOf("connected")]);
  }),

  storeCheck("binds an instance to other VPCs in the place of those it had", async ({ read, write }) => {
    await write.createInstance(ONE);
    await write.createInstance(anInstance("two", { boundVpcs: BOUND.slice(1) }));
    for (const boundVpcs of [BOUND, BOUND.slice(0, 1), []]) {
      expectSame(await write.bindVpcs(ONE.id, boundVpcs), true);
      expectSame(await read.instanceById(ONE.id), { ...ONE, boundVpcs });
    }
    expectSame(await write.bindVpcs("kst-none", BOUND), false);
    expectSame((await read.instanceById(anInstance("two").id))?.boundVpcs, BOUND.slice(1));
  }),

  storeCheck("opens an instance to the public gateway, and closes it", async ({ read, write }) => {
    await write.createInstance(ONE);
    await write.createInstance(anInstance("two"));
    for (const publicAccess of [true, true, false]) {
      expectSame(await write.setPublicAccess(ONE.id, publicAccess), true);
      expectSame(await read.instanceById(ONE.id), { ...ONE, publicAccess });
    }
    expectSame(await write.setPublicAccess(ONE.id, true), true);
    expectSame(await write.setPublicAccess("kst-none", true), false);
    expectSame((await read.instanceById(anInstance("two").id))?.publicAccess, false);
  }),

  storeCheck("deletes an instance without keys, and no other", async ({ read, write }) => {
    await write.createInstance(ONE);
    await write.createInstance(anInstance("two"));
    await createKey(write, "elsewhere", { instance: anInstance("two").id });
    await createKey(write, "outside");
    expectSame(await read.instanceById(ONE.id), ONE);
    expectSame(await write.deleteInstance(ONE.id), "deleted");
    expectSame(await write.deleteInstance(ONE.id), "not found");
    expectSame(await write.deleteInstance("kst-none"), "not found");
    expectSame(await read.instanceById(ONE.id), undefined);
    expectSame(await read.listInstances(), [anInstance("two")]);
    await write.createInstance(ONE);
    expectSame(await read.listInstances(), [anInstance("two"), ONE]);
  }),

  storeCheck(
    "keeps an instance while there is a key in it, also one that waits for deletion",
    async (bench) => {
      const { read, write, time } = bench;
      await oneKeyIsToGo(bench);
      time.now = DUE - 1;
      expectSame(await write.deleteInstance(ONE.id), "holds keys");
      expectSame(await read.instanceById(ONE.id), ONE);
      expectSame((await read.keyByAlias("alias/goes"))?.instance, ONE.id);
      expectSame((await read.keyByAlias("alias/goes"))?.policy, "{}");
    },
  ),

  storeCheck("deletes an instance whose keys are gone; they are due all the same", async (bench) => {
    const { store, read, write, time } = bench;
    await oneKeyIsToGo(bench);
    time.now = DUE;
    expectSame(await write.deleteInstance(ONE.id), "deleted");
    expectSame(await read.instanceById(ONE.id), undefined);
    expectSame(await dueKeys(store, DUE), [{ scope: HOME, keyId: "key-goes", versions: [aVersion("goes")] }]);
    expectSame(await store.deleteDueKey({ scope: HOME, keyId: "key-goes" }, DUE), true);
  }),

  storeCheck("refuses a key in an instance that is not there", async ({ read, write }) => {
    await write.createInstance(ONE);
    await write.deleteInstance(ONE.id);
    expectSame(await createKey(write, "a", { instance: ONE.id }), "no instance");
    expectSame(await read.keyById("key-a"), undefined);
    expectSame(await read.keyByVersion(aVersion("a").id), undefined);
  }),

  storeCheck("makes a key in an instance or deletes it first, when both are asked at once", async (bench) => {
    const { read, write } = bench;
    await write.createInstance(ONE);
    const [made, deleted] = await Promise.all([
      createKey(write, "a", { instance: ONE.id }),
      write.deleteInstance(ONE.id),
    ]);
    const isThere = (await read.keyById("key-a")) !== undefined;
    if (made === "created") expectSame({ deleted, isThere }, { deleted: "holds keys", isThere: true });
    else expectSame({ made, deleted, isThere }, { made: "no instance", deleted: "deleted", isThere: false });
  }),

  storeCheck("puts another policy in the place of a key's", async ({ read, write }) => {
    await write.createInstance(ONE);
    await createKey(write, "a", { instance: ONE.id });
    await createKey(write, "b", { instance: ONE.id, policy: '{"b":1}' });
    await createAlias(write, "a", "a");
    for (const policy of ['{"z":1,"a":[]}', `{"long":"${"x".repeat(32_000)}"}`]) {
      expectSame(await write.setKeyPolicy("key-a", policy), true);
      const key = aKey("a", { instance: ONE.id, policy });
      expectSame(await read.keyById("key-a"), key);
      expectSame(await read.keyByAlias("alias/a"), key);
      expectSame(await read.keyByVersion(key.primaryVersionId), { key, version: aVersion("a") });
      expectSame((await read.listKeys({ id: ["key-a"] }, { offset: 0, limit: 1 })).items, [key]);
    }
    expectSame((await read.keyById("key-b"))?.policy, '{"b":1}');
    expectSame(await write.setKeyPolicy("key-c", "{}"), false);
  }),

  storeCheck("sets the policy of a key in any state, until it is gone", async (bench) => {
    const { read, write, time } = bench;
    await oneKeyIsToGo(bench);
    await createKey(write, "off", { instance: ONE.id, state: "Disabled" });
    expectSame(await write.setKeyPolicy("key-off", "{}"), true);
    time.now = DUE - 1;
    expectSame(await write.setKeyPolicy("key-goes", '{"new":1}'), true);
    expectSame((await read.keyById("key-goes"))?.policy, '{"new":1}');
    time.now = DUE;
    expectSame(await write.setKeyPolicy("key-goes", "{}"), false);
  }),

  storeCheck("refuses a policy to a key outside instances", async ({ read, write }) => {
    await createKey(write, "a");
    await expectStoreError(write.setKeyPolicy("key-a", "{}"), "refused");
    await expectStoreError(createKey(write, "b", { policy: "{}" }), "refused");
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame(await read.keyById("key-b"), undefined);
  }),
];
