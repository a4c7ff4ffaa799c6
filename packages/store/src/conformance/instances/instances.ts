import { expectSame } from "@keyferry/conformance";
import type { BoundVpc, InstanceConnection, InstanceRecord } from "../../instances/records.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import {
  aKey,
  anInstance,
  addVersion,
  aVersion,
  createAlias,
  createKey,
  dueKeys,
  scheduleDeletion,
} from "../bench/fixtures.ts";
import { createSecret } from "../bench/secret-fixtures.ts";

const firstInstance = anInstance("one");
const aConnection: InstanceConnection = {
  vpcId: "vpc-z",
  vSwitchIds: ["vsw-z", "vsw-a", "vsw-z"],
  zoneIds: ["cn-hangzhou-k", "cn-hangzhou-j"],
  connectedAt: startTime + 7,
};
const threeVpcs: readonly BoundVpc[] = [
  { regionId: "cn-hangzhou", vpcId: "vpc-b", vSwitchId: "vsw-b", vpcOwnerId: "1000000000000002" },
  { regionId: "cn-beijing", vpcId: "vpc-a", vSwitchId: "vsw-a", vpcOwnerId: "1000000000000001" },
];
const dueAt = startTime + 1000;

/** A key in the first of two instances, with an alias, that is to be deleted at {@link dueAt}. */
async function oneKeyIsToGo({ home }: StoreBench): Promise<void> {
  await home.instances.write.create(firstInstance);
  await home.instances.write.create(anInstance("two"));
  await createKey(home, "goes", { instance: firstInstance.id, policy: "{}" });
  await createAlias(home, "goes", "goes");
  await scheduleDeletion(home, "goes", dueAt);
}

export const instanceChecks = [
  storeCheck("reads instances back as they were made, oldest first", async ({ home }) => {
    const whole: Partial<InstanceRecord> = {
      name: "订单",
      publicAccess: true,
      connection: aConnection,
      boundVpcs: threeVpcs,
      plan: {
        chargeType: "PREPAY",
        edition: "hardware",
        callsPerSecond: 4000,
        keyVersions: 100_000,
        secrets: 0,
        vpcs: 1,
        logStorage: 1000,
        endsAt: startTime + 9,
      },
      deletionProtection: "",
    };
    const [first, second] = [anInstance("z", whole), anInstance("a", { createdAt: startTime - 1 })];
    await home.instances.write.create(first);
    await home.instances.write.create(second);
    expectSame(await home.instances.read.list(), [first, second]);
    expectSame(await home.instances.read.byId(second.id), second);
    expectSame(await home.instances.read.byId(first.id), first);
    expectSame(await home.instances.read.byId(anInstance("b").id), undefined);
    await expectStoreError(home.instances.write.create({ ...second, id: first.id }), "refused");
    expectSame(await home.instances.read.list(), [first, second]);
  }),

  storeCheck(
    "lists the instances of all scopes, oldest first, each with its own",
    async ({ store, home }) => {
      const places = [
        { scope: { ...homeScope, account: "1000000000000002" }, instance: anInstance("z") },
        { scope: { ...homeScope, region: "cn-beijing" }, instance: anInstance("a", { publicAccess: true }) },
      ];
      expectSame(await store.everywhere.instances.read.list(), []);
      for (const { scope, instance } of places) await store.scoped(scope).instances.write.create(instance);
      await home.instances.write.create(firstInstance);
      expectSame(await store.everywhere.instances.read.list(), [
        ...places,
        { scope: homeScope, instance: firstInstance },
      ]);
      await home.instances.write.delete(firstInstance.id);
      expectSame(await store.everywhere.instances.read.list(), places);
    },
  ),

  storeCheck("connects an instance once", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.create(anInstance("two"));
    expectSame(await home.instances.read.byId(firstInstance.id), firstInstance);
    expectSame(await home.instances.write.connect(firstInstance.id, aConnection), "connected");
    expectSame(await home.instances.read.byId(firstInstance.id), {
      ...firstInstance,
      connection: aConnection,
    });
    expectSame(
      await home.instances.write.connect(firstInstance.id, { ...aConnection, vpcId: "vpc-other" }),
      "connected already",
    );
    expectSame(await home.instances.write.connect("kst-none", aConnection), "not found");
    expectSame(await home.instances.read.list(), [
      { ...firstInstance, connection: aConnection },
      anInstance("two"),
    ]);
  }),

  storeCheck("lets one of many connections at once win", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    const names = ["vpc-0", "vpc-1", "vpc-2", "vpc-3"];
    const answers = await Promise.all(
      names.map((vpcId) => home.instances.write.connect(firstInstance.id, { ...aConnection, vpcId })),
    );
    expectSame(answers.filter((answer) => answer === "connected").length, 1);
    const winner = (await home.instances.read.byId(firstInstance.id))?.connection?.vpcId;
    expectSame(winner, names[answers.indexOf("connected")]);
  }),

  storeCheck("binds an instance to other VPCs in the place of those it had", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.create(anInstance("two", { boundVpcs: threeVpcs.slice(1) }));
    for (const boundVpcs of [threeVpcs, threeVpcs.slice(0, 1), []]) {
      expectSame(await home.instances.write.bindVpcs(firstInstance.id, boundVpcs), true);
      expectSame(await home.instances.read.byId(firstInstance.id), { ...firstInstance, boundVpcs });
    }
    expectSame(await home.instances.write.bindVpcs("kst-none", threeVpcs), false);
    expectSame((await home.instances.read.byId(anInstance("two").id))?.boundVpcs, threeVpcs.slice(1));
  }),

  storeCheck("opens an instance to the public gateway, and closes it", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.create(anInstance("two"));
    for (const publicAccess of [true, true, false]) {
      expectSame(await home.instances.write.setPublicAccess(firstInstance.id, publicAccess), true);
      expectSame(await home.instances.read.byId(firstInstance.id), { ...firstInstance, publicAccess });
    }
    expectSame(await home.instances.write.setPublicAccess(firstInstance.id, true), true);
    expectSame(await home.instances.write.setPublicAccess("kst-none", true), false);
    expectSame((await home.instances.read.byId(anInstance("two").id))?.publicAccess, false);
  }),

  storeCheck("renames an instance, and no other", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.create(anInstance("two"));
    for (const name of ["订单", "orders"]) {
      expectSame(await home.instances.write.rename(firstInstance.id, name), true);
      expectSame(await home.instances.read.byId(firstInstance.id), { ...firstInstance, name });
    }
    expectSame(await home.instances.write.rename("kst-none", "orders"), false);
    expectSame(await home.instances.read.byId(anInstance("two").id), anInstance("two"));
  }),

  storeCheck("keeps an instance while it is protected from deletion", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.create(anInstance("two"));
    for (const deletionProtection of ["in use", ""]) {
      const { id } = firstInstance;
      expectSame(await home.instances.write.setDeletionProtection(id, deletionProtection), true);
      expectSame(await home.instances.read.byId(id), { ...firstInstance, deletionProtection });
      expectSame(await home.instances.write.delete(id), "protected");
    }
    expectSame(await home.instances.write.delete(anInstance("two").id), "deleted");
    expectSame(await home.instances.write.setDeletionProtection(firstInstance.id, null), true);
    expectSame(await home.instances.read.byId(firstInstance.id), firstInstance);
    expectSame(await home.instances.write.delete(firstInstance.id), "deleted");
    expectSame(await home.instances.write.setDeletionProtection(firstInstance.id, "late"), false);
  }),

  storeCheck("counts what is in an instance: versions of keys, and secrets", async (bench) => {
    const { home, time } = bench;
    const usage = () => home.instances.read.usage(firstInstance.id);
    await oneKeyIsToGo(bench);
    await createKey(home, "stays", { instance: firstInstance.id });
    await addVersion(home, "stays-2", "stays");
    await createKey(home, "elsewhere", { instance: anInstance("two").id });
    await createKey(home, "outside");
    expectSame(await usage(), { keyVersions: 3, secrets: 0 });
    await createSecret(home, "a", { instance: firstInstance.id });
    await createSecret(home, "goes", { instance: firstInstance.id, deleteAt: dueAt });
    await createSecret(home, "b", { instance: anInstance("two").id });
    await createSecret(home, "c");
    expectSame(await usage(), { keyVersions: 3, secrets: 2 });
    time.now = dueAt;
    expectSame(await usage(), { keyVersions: 2, secrets: 1 });
    expectSame(await home.instances.read.usage("kst-none"), { keyVersions: 0, secrets: 0 });
  }),

  storeCheck("deletes an instance without keys, and no other", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.create(anInstance("two"));
    await createKey(home, "elsewhere", { instance: anInstance("two").id });
    await createKey(home, "outside");
    expectSame(await home.instances.read.byId(firstInstance.id), firstInstance);
    expectSame(await home.instances.write.delete(firstInstance.id), "deleted");
    expectSame(await home.instances.write.delete(firstInstance.id), "not found");
    expectSame(await home.instances.write.delete("kst-none"), "not found");
    expectSame(await home.instances.read.byId(firstInstance.id), undefined);
    expectSame(await home.instances.read.list(), [anInstance("two")]);
    await home.instances.write.create(firstInstance);
    expectSame(await home.instances.read.list(), [anInstance("two"), firstInstance]);
  }),

  storeCheck(
    "keeps an instance while there is a key in it, also one that waits for deletion",
    async (bench) => {
      const { home, time } = bench;
      await oneKeyIsToGo(bench);
      time.now = dueAt - 1;
      expectSame(await home.instances.write.delete(firstInstance.id), "holds keys");
      expectSame(await home.instances.read.byId(firstInstance.id), firstInstance);
      expectSame((await home.aliases.read.keyOf("alias/goes"))?.instance, firstInstance.id);
      expectSame((await home.aliases.read.keyOf("alias/goes"))?.policy, "{}");
    },
  ),

  storeCheck("deletes an instance whose keys are gone; they are due all the same", async (bench) => {
    const { store, home, time } = bench;
    await oneKeyIsToGo(bench);
    time.now = dueAt;
    expectSame(await home.instances.write.delete(firstInstance.id), "deleted");
    expectSame(await home.instances.read.byId(firstInstance.id), undefined);
    expectSame(await dueKeys(store, dueAt), [
      { scope: homeScope, keyId: "key-goes", versions: [aVersion("goes")] },
    ]);
    expectSame(
      await store.everywhere.keys.write.deleteDue({ scope: homeScope, keyId: "key-goes" }, dueAt),
      true,
    );
  }),

  storeCheck("refuses a key in an instance that is not there", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await home.instances.write.delete(firstInstance.id);
    expectSame(await createKey(home, "a", { instance: firstInstance.id }), "no instance");
    expectSame(await home.keys.read.byId("key-a"), undefined);
    expectSame(await home.keys.read.byVersion(aVersion("a").id), undefined);
  }),

  storeCheck("makes a key in an instance or deletes it first, when both are asked at once", async (bench) => {
    const { home } = bench;
    await home.instances.write.create(firstInstance);
    const [made, deleted] = await Promise.all([
      createKey(home, "a", { instance: firstInstance.id }),
      home.instances.write.delete(firstInstance.id),
    ]);
    const isThere = (await home.keys.read.byId("key-a")) !== undefined;
    if (made === "created") expectSame({ deleted, isThere }, { deleted: "holds keys", isThere: true });
    else expectSame({ made, deleted, isThere }, { made: "no instance", deleted: "deleted", isThere: false });
  }),

  storeCheck("puts another policy in the place of a key's", async ({ home }) => {
    await home.instances.write.create(firstInstance);
    await createKey(home, "a", { instance: firstInstance.id });
    await createKey(home, "b", { instance: firstInstance.id, policy: '{"b":1}' });
    await createAlias(home, "a", "a");
    for (const policy of ['{"z":1,"a":[]}', `{"long":"${"x".repeat(32_000)}"}`]) {
      expectSame(await home.policies.write.set("key-a", policy), true);
      const key = aKey("a", { instance: firstInstance.id, policy });
      expectSame(await home.keys.read.byId("key-a"), key);
      expectSame(await home.aliases.read.keyOf("alias/a"), key);
      expectSame(await home.keys.read.byVersion(key.primaryVersionId), { key, version: aVersion("a") });
      expectSame((await home.keys.read.list({ id: ["key-a"] }, { offset: 0, limit: 1 })).items, [key]);
    }
    expectSame((await home.keys.read.byId("key-b"))?.policy, '{"b":1}');
    expectSame(await home.policies.write.set("key-c", "{}"), false);
  }),

  storeCheck("sets the policy of a key in any state, until it is gone", async (bench) => {
    const { home, time } = bench;
    await oneKeyIsToGo(bench);
    await createKey(home, "off", { instance: firstInstance.id, state: "Disabled" });
    expectSame(await home.policies.write.set("key-off", "{}"), true);
    time.now = dueAt - 1;
    expectSame(await home.policies.write.set("key-goes", '{"new":1}'), true);
    expectSame((await home.keys.read.byId("key-goes"))?.policy, '{"new":1}');
    time.now = dueAt;
    expectSame(await home.policies.write.set("key-goes", "{}"), false);
  }),

  storeCheck("refuses a policy to a key outside instances", async ({ home }) => {
    await createKey(home, "a");
    await expectStoreError(home.policies.write.set("key-a", "{}"), "refused");
    await expectStoreError(createKey(home, "b", { policy: "{}" }), "refused");
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
    expectSame(await home.keys.read.byId("key-b"), undefined);
  }),
];
