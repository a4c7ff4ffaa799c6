import { expectSame } from "@keyferry/conformance";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import {
  addVersion,
  aKey,
  anotherVersion,
  aVersion,
  createAlias,
  createKey,
  dueKeys,
  listedAliases,
  listedKeys,
  listedVersions,
  purge,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";

const dueAt = startTime + 1000;
const goesToStays = { from: "key-goes", to: "key-stays" };
const staysToGoes = { from: "key-stays", to: "key-goes" };

/** Two keys with aliases and tags; the first is to be deleted at {@link dueAt}. */
async function oneOfTwoIsToGo({ home }: StoreBench): Promise<void> {
  for (const name of ["goes", "stays"]) {
    await createKey(home, name, {}, [{ key: "name", value: name }]);
    await createAlias(home, name, name);
  }
  await scheduleDeletion(home, "goes", dueAt);
}

export const deletionChecks = [
  storeCheck("keeps a key until the moment of its deletion", async (bench) => {
    const { home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = dueAt - 1;
    const key = aKey("goes", { state: "PendingDeletion", deleteAt: dueAt });
    expectSame(await home.keys.read.byId("key-goes"), key);
    expectSame(await home.aliases.read.keyOf("alias/goes"), key);
    expectSame(await home.keys.read.byVersion(versionIdOf("goes")), { key, version: aVersion("goes") });
    expectSame(await listedVersions(home, "goes"), [versionIdOf("goes")]);
    expectSame(await listedAliases(home, "key-goes"), ["alias/goes"]);
    expectSame(await listedKeys(home), ["key-goes", "key-stays"]);
  }),

  storeCheck("finds nothing of a key from the moment of its deletion on", async (bench) => {
    const { home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = dueAt;
    expectSame(await home.keys.read.byId("key-goes"), undefined);
    expectSame(await home.aliases.read.keyOf("alias/goes"), undefined);
    expectSame(await home.keys.read.byVersion(versionIdOf("goes")), undefined);
    expectSame(await home.aliases.read.byName("alias/goes"), undefined);
    expectSame(await home.tags.read.of("key", "key-goes"), []);
    expectSame(await home.keys.read.byId("key-stays"), aKey("stays"));
  }),

  storeCheck("neither lists nor counts a key from the moment of its deletion on", async (bench) => {
    const { home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = dueAt;
    const page = { offset: 0, limit: 10 };
    expectSame(await home.keys.read.list({}, page), { items: [aKey("stays")], total: 1 });
    expectSame(await listedKeys(home, { tagKey: ["name"] }), ["key-stays"]);
    expectSame(await listedKeys(home, { id: ["key-goes"] }), []);
    expectSame((await home.aliases.read.list(page)).total, 1);
    expectSame(await home.aliases.read.list(page, "key-goes"), { items: [], total: 0 });
    expectSame(await home.keys.read.listVersions("key-goes", page), { items: [], total: 0 });
    expectSame(await listedAliases(home), ["alias/stays"]);
  }),

  storeCheck("changes nothing of a key that is gone", async (bench) => {
    const { home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = dueAt;
    const cancel = { from: ["PendingDeletion"], to: "Enabled", deleteAt: null } as const;
    expectSame(await home.keys.write.changeState("key-goes", cancel), false);
    expectSame(
      await home.aliases.write.create({ name: "alias/new", keyId: "key-goes", createdAt: dueAt }, [
        "PendingDeletion",
      ]),
      "key not usable",
    );
    expectSame(await home.aliases.write.delete("alias/goes", "key-goes"), "no alias");
    expectSame(await home.keys.write.updateDescription("key-goes", "new", ["PendingDeletion"]), false);
    expectSame(
      await addVersion(home, "second", "goes", { keyStates: ["PendingDeletion"] }),
      "key not usable",
    );
    expectSame(
      await home.aliases.write.move("alias/stays", staysToGoes, ["PendingDeletion"]),
      "key not usable",
    );
    expectSame(await home.aliases.write.move("alias/goes", goesToStays, ["Enabled"]), "no alias");
    expectSame(await listedKeys(home), ["key-stays"]);
    expectSame(await listedAliases(home), ["alias/stays"]);
  }),

  storeCheck("gives the name of a key that is gone to another", async (bench) => {
    const { store, home, time } = bench;
    await oneOfTwoIsToGo(bench);
    expectSame(await createAlias(home, "goes", "stays"), "name taken");
    time.now = dueAt;
    expectSame(await createAlias(home, "goes", "stays"), "created");
    expectSame(await home.aliases.read.keyOf("alias/goes"), aKey("stays"));
    expectSame(await purge(store, dueAt), [aVersion("goes")]);
    expectSame(await listedAliases(home), ["alias/stays", "alias/goes"]);
  }),

  storeCheck("purges the keys that are due, and answers their versions", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    await createKey(home, "later");
    await scheduleDeletion(home, "later", dueAt + 1);
    expectSame(await purge(store, dueAt - 1), []);
    expectSame(await purge(store, dueAt), [aVersion("goes")]);
    expectSame(await purge(store, dueAt), []);
    expectSame(await listedKeys(home), ["key-stays", "key-later"]);
    expectSame(await home.tags.read.of("key", "key-stays"), [{ key: "name", value: "stays" }]);
  }),

  storeCheck("answers all versions of a purged key, and of no other", async (bench) => {
    const { store, home } = bench;
    await createKey(home, "goes");
    await createKey(home, "stays");
    for (const name of ["second", "third"]) {
      await addVersion(home, name, "goes", { makePrimary: true });
      await addVersion(home, `stays-${name}`, "stays");
    }
    await scheduleDeletion(home, "goes", dueAt);
    expectSame(await purge(store, dueAt), [
      aVersion("goes"),
      anotherVersion("second", "goes"),
      anotherVersion("third", "goes"),
    ]);
    expectSame(await home.keys.read.byVersion(versionIdOf("second")), undefined);
    expectSame(
      await listedVersions(home, "stays"),
      ["stays", "stays-second", "stays-third"].map(versionIdOf),
    );
    await createKey(home, "goes");
    expectSame(await listedVersions(home, "goes"), [versionIdOf("goes")]);
  }),

  storeCheck("leaves a purged key's former alias with the key it moved to", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    expectSame(await home.aliases.write.move("alias/goes", goesToStays, ["Enabled"]), "updated");
    expectSame(await purge(store, dueAt), [aVersion("goes")]);
    expectSame(await home.aliases.read.keyOf("alias/goes"), aKey("stays"));
  }),

  storeCheck("keeps nothing of a purged key", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    await purge(store, dueAt);
    // The clock still stands before the deletion: what is not found now is not there.
    expectSame(await home.keys.read.byId("key-goes"), undefined);
    expectSame(await home.keys.read.byVersion(versionIdOf("goes")), undefined);
    expectSame(await listedAliases(home), ["alias/stays"]);
    await createKey(home, "goes");
    expectSame(await home.tags.read.of("key", "key-goes"), []);
    expectSame(await home.aliases.read.keyOf("alias/goes"), undefined);
    expectSame(await createAlias(home, "goes", "goes"), "created");
  }),

  storeCheck("purges in all scopes", async ({ store, time }) => {
    const scopes = [
      { account: "1", region: "cn-beijing" },
      { account: "2", region: "cn-shanghai" },
    ];
    for (const [index, scope] of scopes.entries()) {
      const home = store.scoped(scope);
      await createKey(home, String(index));
      await scheduleDeletion(home, String(index), dueAt);
    }
    time.now = dueAt;
    const purged = await purge(store, dueAt);
    expectSame(purged.map(({ keyId }) => keyId).sort(), ["key-0", "key-1"]);
  }),

  storeCheck("answers a due key with its scope again and again, until it is deleted", async (bench) => {
    const { store, home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = dueAt;
    const goes = { scope: homeScope, keyId: "key-goes", versions: [aVersion("goes")] };
    for (let asked = 0; asked < 2; asked += 1) expectSame(await dueKeys(store, dueAt), [goes]);
    expectSame(await home.keys.read.byId("key-goes"), undefined);
    expectSame(await store.everywhere.keys.write.deleteDue(goes, dueAt), true);
    expectSame(await store.everywhere.keys.write.deleteDue(goes, dueAt), false);
    expectSame(await dueKeys(store, dueAt), []);
  }),

  storeCheck("deletes no key that is not due, or is another scope's", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    for (const [key, now] of [
      [{ scope: homeScope, keyId: "key-goes" }, dueAt - 1],
      [{ scope: homeScope, keyId: "key-stays" }, dueAt],
      [{ scope: { ...homeScope, account: "2" }, keyId: "key-goes" }, dueAt],
      [{ scope: { ...homeScope, region: "cn-beijing" }, keyId: "key-goes" }, dueAt],
    ] as const) {
      expectSame(await store.everywhere.keys.write.deleteDue(key, now), false);
    }
    expectSame(await listedKeys(home), ["key-goes", "key-stays"]);
  }),

  storeCheck("deletes a due key once, when several ask at once", async (bench) => {
    const { store } = bench;
    await oneOfTwoIsToGo(bench);
    const key = { scope: homeScope, keyId: "key-goes" };
    const deleted = await Promise.all([
      store.everywhere.keys.write.deleteDue(key, dueAt),
      store.everywhere.keys.write.deleteDue(key, dueAt),
    ]);
    expectSame(deleted.toSorted(), [false, true]);
  }),
];
