import { START, storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { aKey, anAlias, createAlias, createKey, listedAliases } from "./fixtures.ts";

export const aliasMoveChecks = [
  storeCheck("moves an alias to another key, and nothing else", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createAlias(write, "one", "a");
    await createAlias(write, "two", "a");
    expectSame(await read.keyByAlias("alias/one"), aKey("a"));
    expectSame(await write.updateAlias("alias/one", "key-b", ["Enabled"]), "updated");
    expectSame(await read.keyByAlias("alias/one"), aKey("b"));
    expectSame(await read.keyByAlias("alias/two"), aKey("a"));
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame(await listedAliases(read, "key-a"), ["alias/two"]);
    expectSame(await listedAliases(read, "key-b"), ["alias/one"]);
  }),

  storeCheck("keeps the time and the place of an alias that moves", async ({ read, write, time }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createAlias(write, "one", "a");
    await createAlias(write, "two", "a");
    time.now = START + 1000;
    expectSame(await write.updateAlias("alias/one", "key-b", ["Enabled"]), "updated");
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "b"));
    expectSame(await listedAliases(read), ["alias/one", "alias/two"]);
  }),

  storeCheck("moves an alias to the key that it has", async ({ read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    expectSame(await write.updateAlias("alias/one", "key-a", ["Enabled"]), "updated");
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "a"));
  }),

  storeCheck("moves an alias away from a key in any state", async ({ read, write }) => {
    await createKey(write, "a", { state: "PendingDeletion", deleteAt: START + 1 });
    await createKey(write, "b");
    await write.createAlias(anAlias("one", "a"), ["PendingDeletion"]);
    expectSame(await write.updateAlias("alias/one", "key-b", ["Enabled"]), "updated");
    expectSame((await read.keyByAlias("alias/one"))?.id, "key-b");
  }),

  storeCheck("moves no alias to a key that is not there or in another state", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b", { state: "Disabled" });
    await createAlias(write, "one", "a");
    expectSame(await write.updateAlias("alias/one", "key-c", ["Enabled"]), "key not usable");
    expectSame(await write.updateAlias("alias/one", "key-b", ["Enabled"]), "key not usable");
    expectSame(await write.updateAlias("alias/one", "key-b", []), "key not usable");
    expectSame(await write.updateAlias("alias/two", "key-b", ["Enabled"]), "key not usable");
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "a"));
    expectSame(await write.updateAlias("alias/one", "key-b", ["Disabled"]), "updated");
  }),

  storeCheck("moves no alias that is not there, and makes none", async ({ read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    for (const name of ["alias/two", "alias/ONE", "one", "key-a", ""]) {
      expectSame(await write.updateAlias(name, "key-a", ["Enabled"]), "no alias");
    }
    expectSame(await listedAliases(read), ["alias/one"]);
  }),

  storeCheck("moves an alias or deletes it first, when both are asked at once", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createAlias(write, "one", "a");
    const [moved, deleted] = await Promise.all([
      write.updateAlias("alias/one", "key-b", ["Enabled"]),
      write.deleteAlias("alias/one"),
    ]);
    expectSame(deleted, true);
    expectSame(["updated", "no alias"].includes(moved), true);
    expectSame(await listedAliases(read), []);
  }),
];
