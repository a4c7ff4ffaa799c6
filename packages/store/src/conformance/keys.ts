import { START, storeCheck } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import { aKey, anInstance, aVersion, createKey, listedKeys, versionIdOf } from "./fixtures.ts";

export const keyChecks = [
  storeCheck("reads a key back as it was made", async ({ read, write }) => {
    const key = aKey("a", {
      instance: anInstance("one").id,
      spec: "Aliyun_SM4",
      usage: "ENCRYPT/DECRYPT",
      origin: "EXTERNAL",
      protectionLevel: "HSM",
      state: "PendingDeletion",
      description: "orders",
      creator: "2000000000000002",
      createdAt: START - 1,
      deleteAt: START + 1,
      policy: '{"Version":"1"}',
    });
    await write.createInstance(anInstance("one"));
    await write.createKey(key, aVersion("a"), []);
    expectSame(await read.keyById("key-a"), key);
  }),

  storeCheck("finds a version together with its key", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    expectSame(await read.keyByVersion(versionIdOf("b")), { key: aKey("b"), version: aVersion("b") });
  }),

  storeCheck("answers undefined for a key or a version that is not there", async ({ read, write }) => {
    await createKey(write, "a");
    expectSame(await read.keyById("key-b"), undefined);
    expectSame(await read.keyById("KEY-A"), undefined);
    expectSame(await read.keyById(""), undefined);
    expectSame(await read.keyByVersion("key-a"), undefined);
    expectSame(await read.keyByVersion(versionIdOf("b")), undefined);
  }),

  storeCheck("reads the tags of a key in the order they were given", async ({ read, write }) => {
    const tags = [
      { key: "team", value: "payments" },
      { key: "env", value: "" },
      { key: "Team", value: "payments" },
    ];
    await createKey(write, "a", {}, tags);
    await createKey(write, "b", {}, [{ key: "team", value: "other" }]);
    expectSame(await read.tagsOf("key-a"), tags);
    expectSame(await read.tagsOf("key-c"), []);
  }),

  storeCheck("refuses an id that is taken, and changes nothing", async ({ read, write }) => {
    await createKey(write, "a", { description: "first" });
    await expectStoreError(createKey(write, "a", { description: "second" }), "refused");
    expectSame(await read.keyById("key-a"), aKey("a", { description: "first" }));
  }),

  storeCheck("creates nothing of a key whose version id is taken", async ({ read, write }) => {
    await createKey(write, "a");
    const key = aKey("b", { primaryVersionId: versionIdOf("a") });
    const version = aVersion("b", { id: versionIdOf("a") });
    await expectStoreError(write.createKey(key, version, []), "refused");
    expectSame(await read.keyById("key-b"), undefined);
    expectSame((await read.keyByVersion(versionIdOf("a")))?.key.id, "key-a");
  }),

  storeCheck("creates nothing of a key that has a tag twice", async ({ read, write }) => {
    const twice = [
      { key: "team", value: "a" },
      { key: "team", value: "b" },
    ];
    await expectStoreError(createKey(write, "a", {}, twice), "refused");
    expectSame(await listedKeys(read), []);
    expectSame(await read.keyByVersion(versionIdOf("a")), undefined);
    expectSame(await read.tagsOf("key-a"), []);
  }),

  storeCheck("creates one key when the same is created at once", async ({ read, write }) => {
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => createKey(write, "a")));
    expectSame(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
    expectSame(await listedKeys(read), ["key-a"]);
  }),

  storeCheck("refuses a version of another key", async ({ read, write }) => {
    await createKey(write, "a");
    const version = aVersion("b", { keyId: "key-a" });
    await expectStoreError(write.createKey(aKey("b"), version, []), "refused");
    expectSame(await listedKeys(read), ["key-a"]);
  }),
];
