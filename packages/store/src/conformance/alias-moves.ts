import { START, storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { aKey, anAlias, createAlias, createKey, listedAliases } from "./fixtures.ts";

const A_TO_A = { from: "key-a", to: "key-a" };
const A_TO_B = { from: "key-a", to: "key-b" };
const A_TO_C = { from: "key-a", to: "key-c" };

export const aliasMoveChecks = [
  storeCheck("moves an alias to another key, and nothing else", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createAlias(write, "one", "a");
    await createAlias(write, "two", "a");
    expectSame(await read.keyByAlias("alias/one"), aKey("a"));
    expectSame(await write.updateAlias("alias/one", A_TO_B, ["Enabled"]), "updated");
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
    expectSame(await write.updateAlias("alias/one", A_TO_B, ["Enabled"]), "updated");
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "b"));
    expectSame(await listedAliases(read), ["alias/one", "alias/two"]);
  }),

  storeCheck("moves an alias to the key that it has", async ({ read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    expectSame(await write.updateAlias("alias/one", A_TO_A, ["Enabled"]), "updated");
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "a"));
  }),

  storeCheck("moves an alias away from a key in any state", async ({ read, write }) => {
    await createKey(write, "a", { state: "PendingDeletion", deleteAt: START + 1 });
    await createKey(write, "b");
    await write.createAlias(anAlias("one", "a"), ["PendingDeletion"]);
    expectSame(await write.updateAlias("alias/one", A_TO_B, ["Enabled"]), "updated");
    expectSame((await read.keyByAlias("alias/one"))?.id, "key-b");
  }),

  storeCheck("moves no alias to a key that is not there or in another state", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b", { state: "Disabled" });
    await createAlias(write, "one", "a");
    expectSame(await write.updateAlias("alias/one", A_TO_C, ["Enabled"]), "key not usable");
    expectSame(await write.updateAlias("alias/one", A_TO_B, ["Enabled"]), "key not usable");
    expectSame(await write.updateAlias("alias/one", A_TO_B, []), "key not usable");
    expectSame(await write.updateAlias("alias/two", A_TO_B, ["Enabled"]), "key not usable");
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "a"));
    expectSame(await write.updateAlias("alias/one", A_TO_B, ["Disabled"]), "updated");
  }),

  storeCheck("moves no alias that is not there, and makes none", async ({ read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    for (const name of ["alias/two", "alias/ONE", "one", "key-a", ""]) {
      expectSame(await write.updateAlias(name, A_TO_A, ["Enabled"]), "no alias");
    }
    expectSame(await listedAliases(read), ["alias/one"]);
  }),

  storeCheck("moves an alias or deletes it first, when both are asked at once", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createAlias(write, "one", "a");
    const [moved, deleted] = await Promise.all([
      write.updateAlias("alias/one", A_TO_B, ["Enabled"]),
      write.deleteAlias("alias/one", "key-a"),
    ]);
    const left = await listedAliases(read);
    // Whoever comes second finds the alias gone, or another key's.
    if (deleted === "deleted") expectSame({ moved, left }, { moved: "no alias", left: [] });
    else
      expectSame(
        { moved, deleted, left },
        { moved: "updated", deleted: "another key's", left: ["alias/one"] },
      );
  }),

  storeCheck("moves and deletes no alias of another key than the one that was named", async (bench) => {
    const { read, write } = bench;
    for (const name of ["a", "b", "c"]) await createKey(write, name);
    await createAlias(write, "one", "b");
    for (const from of ["key-a", "key-c", "key-none", ""]) {
      expectSame(await write.updateAlias("alias/one", { from, to: "key-c" }, ["Enabled"]), "another key's");
      expectSame(await write.deleteAlias("alias/one", from), "another key's");
    }
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "b"));
  }),

  storeCheck("lets one of many moves from the same key win", async ({ read, write }) => {
    const names = ["b", "c", "d", "e"];
    for (const name of ["a", ...names]) await createKey(write, name);
    await createAlias(write, "one", "a");
    const answers = await Promise.all(
      names.map((name) => write.updateAlias("alias/one", { from: "key-a", to: `key-${name}` }, ["Enabled"])),
    );
    expectSame(answers.toSorted(), ["another key's", "another key's", "another key's", "updated"]);
    const winner = names[answers.indexOf("updated")];
    expectSame((await read.keyByAlias("alias/one"))?.id, `key-${String(winner)}`);
  }),
];
