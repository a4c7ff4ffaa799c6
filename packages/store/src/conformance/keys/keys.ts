import { expectSame } from "@keyferry/conformance";
import { startTime, storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { aKey, anInstance, aVersion, createKey, listedKeys, versionIdOf } from "../bench/fixtures.ts";

export const keyChecks = [
  storeCheck("reads a key back as it was made", async ({ home }) => {
    const key = aKey("a", {
      instance: anInstance("one").id,
      spec: "Aliyun_SM4",
      usage: "ENCRYPT/DECRYPT",
      origin: "EXTERNAL",
      protectionLevel: "HSM",
      state: "PendingDeletion",
      description: "orders",
      creator: "2000000000000002",
      createdAt: startTime - 1,
      deleteAt: startTime + 1,
      policy: '{"Version":"1"}',
    });
    await home.instances.write.create(anInstance("one"));
    await home.keys.write.create(key, aVersion("a"), []);
    expectSame(await home.keys.read.byId("key-a"), key);
  }),

  storeCheck("finds a version together with its key", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    expectSame(await home.keys.read.byVersion(versionIdOf("b")), { key: aKey("b"), version: aVersion("b") });
  }),

  storeCheck("answers undefined for a key or a version that is not there", async ({ home }) => {
    await createKey(home, "a");
    expectSame(await home.keys.read.byId("key-b"), undefined);
    expectSame(await home.keys.read.byId("KEY-A"), undefined);
    expectSame(await home.keys.read.byId(""), undefined);
    expectSame(await home.keys.read.byVersion("key-a"), undefined);
    expectSame(await home.keys.read.byVersion(versionIdOf("b")), undefined);
  }),

  storeCheck("reads the tags of a key in the order they were given", async ({ home }) => {
    const tags = [
      { key: "team", value: "payments" },
      { key: "env", value: "" },
      { key: "Team", value: "payments" },
    ];
    await createKey(home, "a", {}, tags);
    await createKey(home, "b", {}, [{ key: "team", value: "other" }]);
    expectSame(await home.tags.read.of("key", "key-a"), tags);
    expectSame(await home.tags.read.of("key", "key-c"), []);
  }),

  storeCheck("refuses an id that is taken, and changes nothing", async ({ home }) => {
    await createKey(home, "a", { description: "first" });
    await expectStoreError(createKey(home, "a", { description: "second" }), "refused");
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { description: "first" }));
  }),

  storeCheck("creates nothing of a key whose version id is taken", async ({ home }) => {
    await createKey(home, "a");
    const key = aKey("b", { primaryVersionId: versionIdOf("a") });
    const version = aVersion("b", { id: versionIdOf("a") });
    await expectStoreError(home.keys.write.create(key, version, []), "refused");
    expectSame(await home.keys.read.byId("key-b"), undefined);
    expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.key.id, "key-a");
  }),

  storeCheck("creates nothing of a key that has a tag twice", async ({ home }) => {
    const twice = [
      { key: "team", value: "a" },
      { key: "team", value: "b" },
    ];
    await expectStoreError(createKey(home, "a", {}, twice), "refused");
    expectSame(await listedKeys(home), []);
    expectSame(await home.keys.read.byVersion(versionIdOf("a")), undefined);
    expectSame(await home.tags.read.of("key", "key-a"), []);
  }),

  storeCheck("creates one key when the same is created at once", async ({ home }) => {
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => createKey(home, "a")));
    expectSame(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
    expectSame(await listedKeys(home), ["key-a"]);
  }),

  storeCheck("refuses a version of another key", async ({ home }) => {
    await createKey(home, "a");
    const version = aVersion("b", { keyId: "key-a" });
    await expectStoreError(home.keys.write.create(aKey("b"), version, []), "refused");
    expectSame(await listedKeys(home), ["key-a"]);
  }),
];
