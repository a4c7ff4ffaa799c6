import { storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { aKey, anAlias, createAlias, createKey, listedAliases } from "./fixtures.ts";

export const aliasChecks = [
  storeCheck("finds a key by each of its aliases", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    expectSame(await createAlias(write, "one", "b"), "created");
    expectSame(await createAlias(write, "two", "b"), "created");
    expectSame(await read.keyByAlias("alias/one"), aKey("b"));
    expectSame(await read.keyByAlias("alias/two"), aKey("b"));
    expectSame(await read.aliasByName("alias/two"), anAlias("two", "b"));
  }),

  storeCheck("answers undefined for an alias that is not there", async ({ read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    for (const name of ["alias/two", "alias/ONE", "one", "key-a", ""]) {
      expectSame(await read.keyByAlias(name), undefined);
      expectSame(await read.aliasByName(name), undefined);
    }
  }),

  storeCheck("refuses a name that is taken, and leaves it where it is", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createAlias(write, "one", "a");
    expectSame(await createAlias(write, "one", "b"), "name taken");
    expectSame(await createAlias(write, "one", "a"), "name taken");
    expectSame((await read.keyByAlias("alias/one"))?.id, "key-a");
  }),

  storeCheck("refuses a key that is not there or in another state", async ({ read, write }) => {
    await createKey(write, "a", { state: "Disabled" });
    expectSame(await createAlias(write, "one", "b"), "key not usable");
    expectSame(await write.createAlias(anAlias("one", "a"), ["Enabled"]), "key not usable");
    expectSame(await write.createAlias(anAlias("one", "a"), []), "key not usable");
    expectSame(await listedAliases(read), []);
    expectSame(await write.createAlias(anAlias("one", "a"), ["Enabled", "Disabled"]), "created");
  }),

  storeCheck("gives a name to one of those who ask for it at once", async ({ read, write }) => {
    const names = ["a", "b", "c", "d"];
    for (const name of names) {
      await createKey(write, name);
    }
    const answers = await Promise.all(names.map((name) => createAlias(write, "one", name)));
    expectSame([...answers].sort(), ["created", "name taken", "name taken", "name taken"]);
    const winner = names[answers.indexOf("created")];
    expectSame((await read.keyByAlias("alias/one"))?.id, `key-${String(winner)}`);
  }),

  storeCheck("deletes an alias, and nothing else", async ({ read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    await createAlias(write, "two", "a");
    expectSame(await write.deleteAlias("alias/one", "key-a"), "deleted");
    expectSame(await write.deleteAlias("alias/one", "key-a"), "no alias");
    expectSame(await write.deleteAlias("alias/three", "key-a"), "no alias");
    expectSame(await listedAliases(read), ["alias/two"]);
    expectSame(await read.keyByAlias("alias/one"), undefined);
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame(await createAlias(write, "one", "a"), "created");
  }),
];
