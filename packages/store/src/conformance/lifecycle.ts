import { HOME, storeCheck } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import { addVersion, createKey, versionIdOf } from "./fixtures.ts";

export const lifecycleChecks = [
  storeCheck("answers a ping", ({ store }) => store.ping()),

  storeCheck("writes whenever that is checked, and changes nothing by it", async ({ store }) => {
    const before = await store.listInstances();
    await store.checkWrites();
    await store.checkWrites();
    expectSame(await store.listInstances(), before);
    expectSame(await store.settings.get("a"), undefined);
  }),

  storeCheck("rejects everything once it is closed", async ({ store, read, write }) => {
    await createKey(write, "a");
    await store.close();
    await expectStoreError(store.ping(), "unavailable");
    await expectStoreError(store.checkWrites(), "unavailable");
    await expectStoreError(read.keyById("key-a"), "unavailable");
    await expectStoreError(read.keyByVersion(versionIdOf("a")), "unavailable");
    await expectStoreError(read.listVersions("key-a", { offset: 0, limit: 1 }), "unavailable");
    await expectStoreError(createKey(write, "b"), "unavailable");
    await expectStoreError(addVersion(write, "second", "a"), "unavailable");
    await expectStoreError(write.setPublicAccess("a", true), "unavailable");
    await expectStoreError(read.instanceById("a"), "unavailable");
    await expectStoreError(store.credentials.accessKeyById("a"), "unavailable");
    await expectStoreError(store.credentials.userByName("a", "a"), "unavailable");
    await expectStoreError(store.credentials.groupByName("a", "a"), "unavailable");
    await expectStoreError(store.credentials.roleByName("a", "a"), "unavailable");
    await expectStoreError(store.identities.listUsers("a"), "unavailable");
    await expectStoreError(store.identities.deleteUser("a", "a"), "unavailable");
    await expectStoreError(store.settings.get("a"), "unavailable");
    await expectStoreError(store.dueKeys(0), "unavailable");
    await expectStoreError(store.deleteDueKey({ scope: HOME, keyId: "key-a" }, 0), "unavailable");
    await expectStoreError(store.listInstances(), "unavailable");
    await expectStoreError(store.materialOf("host"), "unavailable");
  }),

  storeCheck("may be closed twice", async ({ store }) => {
    await store.close();
    await store.close();
  }),
];
