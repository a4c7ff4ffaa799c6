import { expectSame } from "@keyferry/conformance";
import { startTime, storeCheck } from "../bench/check.ts";
import { aKey, anAlias, createAlias, createKey, listedAliases } from "../bench/fixtures.ts";

const aToA = { from: "key-a", to: "key-a" };
const aToB = { from: "key-a", to: "key-b" };
const aToC = { from: "key-a", to: "key-c" };

export const aliasMoveChecks = [
  storeCheck("moves an alias to another key, and nothing else", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    await createAlias(home, "one", "a");
    await createAlias(home, "two", "a");
    expectSame(await home.aliases.read.keyOf("alias/one"), aKey("a"));
    expectSame(await home.aliases.write.move("alias/one", aToB, ["Enabled"]), "updated");
    expectSame(await home.aliases.read.keyOf("alias/one"), aKey("b"));
    expectSame(await home.aliases.read.keyOf("alias/two"), aKey("a"));
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
    expectSame(await listedAliases(home, "key-a"), ["alias/two"]);
    expectSame(await listedAliases(home, "key-b"), ["alias/one"]);
  }),

  storeCheck("keeps the time and the place of an alias that moves", async ({ home, time }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    await createAlias(home, "one", "a");
    await createAlias(home, "two", "a");
    time.now = startTime + 1000;
    expectSame(await home.aliases.write.move("alias/one", aToB, ["Enabled"]), "updated");
    expectSame(await home.aliases.read.byName("alias/one"), anAlias("one", "b"));
    expectSame(await listedAliases(home), ["alias/one", "alias/two"]);
  }),

  storeCheck("moves an alias to the key that it has", async ({ home }) => {
    await createKey(home, "a");
    await createAlias(home, "one", "a");
    expectSame(await home.aliases.write.move("alias/one", aToA, ["Enabled"]), "updated");
    expectSame(await home.aliases.read.byName("alias/one"), anAlias("one", "a"));
  }),

  storeCheck("moves an alias away from a key in any state", async ({ home }) => {
    await createKey(home, "a", { state: "PendingDeletion", deleteAt: startTime + 1 });
    await createKey(home, "b");
    await home.aliases.write.create(anAlias("one", "a"), ["PendingDeletion"]);
    expectSame(await home.aliases.write.move("alias/one", aToB, ["Enabled"]), "updated");
    expectSame((await home.aliases.read.keyOf("alias/one"))?.id, "key-b");
  }),

  storeCheck("moves no alias to a key that is not there or in another state", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b", { state: "Disabled" });
    await createAlias(home, "one", "a");
    expectSame(await home.aliases.write.move("alias/one", aToC, ["Enabled"]), "key not usable");
    expectSame(await home.aliases.write.move("alias/one", aToB, ["Enabled"]), "key not usable");
    expectSame(await home.aliases.write.move("alias/one", aToB, []), "key not usable");
    expectSame(await home.aliases.write.move("alias/two", aToB, ["Enabled"]), "key not usable");
    expectSame(await home.aliases.read.byName("alias/one"), anAlias("one", "a"));
    expectSame(await home.aliases.write.move("alias/one", aToB, ["Disabled"]), "updated");
  }),

  storeCheck("moves no alias that is not there, and makes none", async ({ home }) => {
    await createKey(home, "a");
    await createAlias(home, "one", "a");
    for (const name of ["alias/two", "alias/ONE", "one", "key-a", ""]) {
      expectSame(await home.aliases.write.move(name, aToA, ["Enabled"]), "no alias");
    }
    expectSame(await listedAliases(home), ["alias/one"]);
  }),

  storeCheck("moves an alias or deletes it first, when both are asked at once", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    await createAlias(home, "one", "a");
    const [moved, deleted] = await Promise.all([
      home.aliases.write.move("alias/one", aToB, ["Enabled"]),
      home.aliases.write.delete("alias/one", "key-a"),
    ]);
    const left = await listedAliases(home);
    // Whoever comes second finds the alias gone, or another key's.
    if (deleted === "deleted") expectSame({ moved, left }, { moved: "no alias", left: [] });
    else {
      expectSame(
        { moved, deleted, left },
        { moved: "updated", deleted: "another key's", left: ["alias/one"] },
      );
    }
  }),

  storeCheck("moves and deletes no alias of another key than the one that was named", async (bench) => {
    const { home } = bench;
    for (const name of ["a", "b", "c"]) await createKey(home, name);
    await createAlias(home, "one", "b");
    for (const from of ["key-a", "key-c", "key-none", ""]) {
      expectSame(
        await home.aliases.write.move("alias/one", { from, to: "key-c" }, ["Enabled"]),
        "another key's",
      );
      expectSame(await home.aliases.write.delete("alias/one", from), "another key's");
    }
    expectSame(await home.aliases.read.byName("alias/one"), anAlias("one", "b"));
  }),

  storeCheck("lets one of many moves from the same key win", async ({ home }) => {
    const names = ["b", "c", "d", "e"];
    for (const name of ["a", ...names]) await createKey(home, name);
    await createAlias(home, "one", "a");
    const answers = await Promise.all(
      names.map((name) =>
        home.aliases.write.move("alias/one", { from: "key-a", to: `key-${name}` }, ["Enabled"]),
      ),
    );
    expectSame(answers.toSorted(), ["another key's", "another key's", "another key's", "updated"]);
    const winner = names[answers.indexOf("updated")];
    expectSame((await home.aliases.read.keyOf("alias/one"))?.id, `key-${String(winner)}`);
  }),
];
