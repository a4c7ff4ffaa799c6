import { expectSame } from "@keyferry/conformance";
import { storeCheck } from "../bench/check.ts";
import { aKey, anAlias, createAlias, createKey, listedAliases } from "../bench/fixtures.ts";

export const aliasChecks = [
  storeCheck("finds a key by each of its aliases", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    expectSame(await createAlias(home, "one", "b"), "created");
    expectSame(await createAlias(home, "two", "b"), "created");
    expectSame(await home.aliases.read.keyOf("alias/one"), aKey("b"));
    expectSame(await home.aliases.read.keyOf("alias/two"), aKey("b"));
    expectSame(await home.aliases.read.byName("alias/two"), anAlias("two", "b"));
  }),

  storeCheck("answers undefined for an alias that is not there", async ({ home }) => {
    await createKey(home, "a");
    await createAlias(home, "one", "a");
    for (const name of ["alias/two", "alias/ONE", "one", "key-a", ""]) {
      expectSame(await home.aliases.read.keyOf(name), undefined);
      expectSame(await home.aliases.read.byName(name), undefined);
    }
  }),

  storeCheck("refuses a name that is taken, and leaves it where it is", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    await createAlias(home, "one", "a");
    expectSame(await createAlias(home, "one", "b"), "name taken");
    expectSame(await createAlias(home, "one", "a"), "name taken");
    expectSame((await home.aliases.read.keyOf("alias/one"))?.id, "key-a");
  }),

  storeCheck("refuses a key that is not there or in another state", async ({ home }) => {
    await createKey(home, "a", { state: "Disabled" });
    expectSame(await createAlias(home, "one", "b"), "key not usable");
    expectSame(await home.aliases.write.create(anAlias("one", "a"), ["Enabled"]), "key not usable");
    expectSame(await home.aliases.write.create(anAlias("one", "a"), []), "key not usable");
    expectSame(await listedAliases(home), []);
    expectSame(await home.aliases.write.create(anAlias("one", "a"), ["Enabled", "Disabled"]), "created");
  }),

  storeCheck("gives a name to one of those who ask for it at once", async ({ home }) => {
    const names = ["a", "b", "c", "d"];
    for (const name of names) {
      await createKey(home, name);
    }
    const answers = await Promise.all(names.map((name) => createAlias(home, "one", name)));
    expectSame([...answers].sort(), ["created", "name taken", "name taken", "name taken"]);
    const winner = names[answers.indexOf("created")];
    expectSame((await home.aliases.read.keyOf("alias/one"))?.id, `key-${String(winner)}`);
  }),

  storeCheck("deletes an alias, and nothing else", async ({ home }) => {
    await createKey(home, "a");
    await createAlias(home, "one", "a");
    await createAlias(home, "two", "a");
    expectSame(await home.aliases.write.delete("alias/one", "key-a"), "deleted");
    expectSame(await home.aliases.write.delete("alias/one", "key-a"), "no alias");
    expectSame(await home.aliases.write.delete("alias/three", "key-a"), "no alias");
    expectSame(await listedAliases(home), ["alias/two"]);
    expectSame(await home.aliases.read.keyOf("alias/one"), undefined);
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
    expectSame(await createAlias(home, "one", "a"), "created");
  }),
];
