import { expectSame } from "@keyferry/conformance";
import { homeScope, storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { addVersion, createKey, versionIdOf } from "../bench/fixtures.ts";

export const lifecycleChecks = [
  storeCheck("answers a ping", ({ store }) => store.ping()),

  storeCheck("writes whenever that is checked, and changes nothing by it", async ({ store }) => {
    const before = await store.everywhere.instances.read.list();
    await store.checkWrites();
    await store.checkWrites();
    expectSame(await store.everywhere.instances.read.list(), before);
    expectSame(await store.settings.read.get("a"), undefined);
  }),

  storeCheck("rejects everything once it is closed", async ({ store, home }) => {
    await createKey(home, "a");
    await store.close();
    await expectStoreError(store.ping(), "unavailable");
    await expectStoreError(store.checkWrites(), "unavailable");
    await expectStoreError(home.keys.read.byId("key-a"), "unavailable");
    await expectStoreError(home.keys.read.byVersion(versionIdOf("a")), "unavailable");
    await expectStoreError(home.keys.read.listVersions("key-a", { offset: 0, limit: 1 }), "unavailable");
    await expectStoreError(createKey(home, "b"), "unavailable");
    await expectStoreError(addVersion(home, "second", "a"), "unavailable");
    await expectStoreError(home.instances.write.setPublicAccess("a", true), "unavailable");
    await expectStoreError(home.instances.read.byId("a"), "unavailable");
    await expectStoreError(store.identities.read.accessKeyById("a"), "unavailable");
    await expectStoreError(store.identities.read.userByName("a", "a"), "unavailable");
    await expectStoreError(store.identities.read.groupByName("a", "a"), "unavailable");
    await expectStoreError(store.identities.read.roleByName("a", "a"), "unavailable");
    await expectStoreError(store.identities.read.listUsers("a"), "unavailable");
    await expectStoreError(store.identities.write.deleteUser("a", "a"), "unavailable");
    await expectStoreError(store.settings.read.get("a"), "unavailable");
    await expectStoreError(store.everywhere.keys.read.due(0), "unavailable");
    await expectStoreError(
      store.everywhere.keys.write.deleteDue({ scope: homeScope, keyId: "key-a" }, 0),
      "unavailable",
    );
    await expectStoreError(store.everywhere.instances.read.list(), "unavailable");
    await expectStoreError(store.everywhere.keys.read.inCustody("host"), "unavailable");
    await expectStoreError(store.everywhere.keys.read.mostMessages(1), "unavailable");
  }),

  storeCheck("may be closed twice", async ({ store }) => {
    await store.close();
    await store.close();
  }),
];
