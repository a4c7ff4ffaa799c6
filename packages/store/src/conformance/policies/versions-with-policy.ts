import { expectSame } from "@keyferry/conformance";
import type { StoreScope } from "../../scope.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import {
  addVersion,
  aKey,
  anInstance,
  anotherVersion,
  aVersion,
  createKey,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";

const neighbourScope: StoreScope = { ...homeScope, account: "1000000000000002" };
const elsewhereScope: StoreScope = { ...homeScope, region: "cn-beijing" };
const instance = anInstance("one").id;

export const versionsWithPolicyChecks = [
  storeCheck("finds the versions of keys with a policy, of all accounts of a region", async ({ store }) => {
    for (const scope of [neighbourScope, homeScope, elsewhereScope]) {
      const home = store.scoped(scope);
      await home.instances.write.create(anInstance("one"));
      await createKey(home, "a", { instance, policy: `{"of":"${scope.account}"}` });
      await addVersion(home, "second", "a", { makePrimary: true });
    }
    const found = (account: string) => ({
      account,
      key: aKey("a", { instance, policy: `{"of":"${account}"}`, primaryVersionId: versionIdOf("second") }),
      version: aVersion("a"),
    });
    expectSame(await store.everywhere.policies.read.versions(homeScope.region, versionIdOf("a")), [
      found(neighbourScope.account),
      found(homeScope.account),
    ]);
    expectSame(await store.everywhere.policies.read.versions(elsewhereScope.region, versionIdOf("second")), [
      { ...found(homeScope.account), version: anotherVersion("second", "a") },
    ]);
  }),

  storeCheck("finds no version of a key without a policy, nor one that is none", async ({ store, home }) => {
    await home.instances.write.create(anInstance("one"));
    await createKey(home, "inside", { instance });
    await createKey(home, "outside");
    for (const id of [...["inside", "outside", "none"].map(versionIdOf), "", "\0", "\ud800"]) {
      expectSame(await store.everywhere.policies.read.versions(homeScope.region, id), []);
    }
  }),

  storeCheck("finds versions with the policy as it is now, until their key is gone", async (bench) => {
    const { store, home, time } = bench;
    await home.instances.write.create(anInstance("one"));
    await createKey(home, "a", { instance, policy: "{}" });
    const policies = async () =>
      (await store.everywhere.policies.read.versions(homeScope.region, versionIdOf("a"))).map(
        ({ key }) => key.policy,
      );
    expectSame(await policies(), ["{}"]);
    await home.policies.write.set("key-a", '{"new":1}');
    expectSame(await policies(), ['{"new":1}']);
    await scheduleDeletion(home, "a", startTime + 1000);
    time.now = startTime + 999;
    expectSame(await policies(), ['{"new":1}']);
    time.now = startTime + 1000;
    expectSame(await policies(), []);
  }),
];
