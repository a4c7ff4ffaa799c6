import { expectSame } from "@keyferry/conformance";
import { HOME, START, storeCheck } from "../bench/check.ts";
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

const DUE = START + 1000;
const GOES_TO_STAYS = { from: "key-goes", to: "key-stays" };
const STAYS_TO_GOES = { from: "key-stays", to: "key-goes" };

/** Two keys with aliases and tags; the first is to be deleted at {@link DUE}. */
async function oneOfTwoIsToGo({ home }: StoreBench): Promise<void> {
  for (const name of ["goes", "stays"]) {
    await createKey(home, name, {}, [{ key: "name", value: name }]);
    await createAlias(home, name, name);
  }
  await scheduleDeletion(home, "goes", DUE);
}

export const deletionChecks = [
  storeCheck("keeps a key until the moment of its deletion", async (bench) => {
    const { home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE - 1;
    const key = aKey("goes", { state: "PendingDeletion", deleteAt: DUE });
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
    time.now = DUE;
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
    time.now = DUE;
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
    time.now = DUE;
    const cancel = { from: ["PendingDeletion"], to: "Enabled", deleteAt: null } as const;
    expectSame(await home.keys.write.changeState("key-goes", cancel), false);
    expectSame(
      await home.aliases.write.create({ name: "alias/new", keyId: "key-goes", createdAt: DUE }, [
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
      await home.aliases.write.move("alias/stays", STAYS_TO_GOES, ["PendingDeletion"]),
      "key not usable",
    );
    expectSame(await home.aliases.write.move("alias/goes", GOES_TO_STAYS, ["Enabled"]), "no alias");
    expectSame(await listedKeys(home), ["key-stays"]);
    expectSame(await listedAliases(home), ["alias/stays"]);
  }),

  storeCheck("gives the name of a key that is gone to another", async (bench) => {
    const { store, home, time } = bench;
    await oneOfTwoIsToGo(bench);
    expectSame(await createAlias(home, "goes", "stays"), "name taken");
    time.now = DUE;
    expectSame(await createAlias(home, "goes", "stays"), "created");
    expectSame(await home.aliases.read.keyOf("alias/goes"), aKey("stays"));
    expectSame(await purge(store, DUE), [aVersion("goes")]);
    expectSame(await listedAliases(home), ["alias/stays", "alias/goes"]);
  }),

  storeCheck("purges the keys that are due, and answers their versions", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    await createKey(home, "later");
    await scheduleDeletion(home, "later", DUE + 1);
    expectSame(await purge(store, DUE - 1), []);
    expectSame(await purge(store, DUE), [aVersion("goes")]);
    expectSame(await purge(store, DUE), []);
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
    await scheduleDeletion(home, "goes", DUE);
    expectSame(await purge(store, DUE), [
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
    expectSame(await home.aliases.write.move("alias/goes", GOES_TO_STAYS, ["Enabled"]), "updated");
    expectSame(await purge(store, DUE), [aVersion("goes")]);
    expectSame(await home.aliases.read.keyOf("alias/goes"), aKey("stays"));
  }),

  storeCheck("keeps nothing of a purged key", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    await purge(store, DUE);
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
      await scheduleDeletion(home, String(index), DUE);
    }
    time.now = DUE;
    const purged = await purge(store, DUE);
    expectSame(purged.map(({ keyId }) => keyId).sort(), ["key-0", "key-1"]);
  }),

  storeCheck("answers a due key with its scope again and again, until it is deleted", async (bench) => {
    const { store, home, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE;
    const goes = { scope: HOME, keyId: "key-goes", versions: [aVersion("goes")] };
    for (let asked = 0; asked < 2; asked += 1) expectSame(await dueKeys(store, DUE), [goes]);
    expectSame(await home.keys.read.byId("key-goes"), undefined);
    expectSame(await store.everywhere.keys.write.deleteDue(goes, DUE), true);
    expectSame(await store.everywhere.keys.write.deleteDue(goes, DUE), false);
    expectSame(await dueKeys(store, DUE), []);
  }),

  storeCheck("deletes no key that is not due, or is another scope's", async (bench) => {
    const { store, home } = bench;
    await oneOfTwoIsToGo(bench);
    for (const [key, now] of [
      [{ scope: HOME, keyId: "key-goes" }, DUE - 1],
      [{ scope: HOME, keyId: "key-stays" }, DUE],
      [{ scope: { ...HOME, account: "2" }, keyId: "key-goes" }, DUE],
      [{ scope: { ...HOME, region: "cn-beijing" }, keyId: "key-goes" }, DUE],
    ] as const) {
      expectSame(await store.everywhere.keys.write.deleteDue(key, now), false);
    }
    expectSame(await listedKeys(home), ["key-goes", "key-stays"]);
  }),

  storeCheck("deletes a due key once, when several ask at once", async (bench) => {
    const { store } = bench;
    await oneOfTwoIsToGo(bench);
    const key = { scope: HOME, keyId: "key-goes" };
    const deleted = await Promise.all([
      store.everywhere.keys.write.deleteDue(key, DUE),
      store.everywhere.keys.write.deleteDue(key, DUE),
    ]);
    expectSame(deleted.toSorted(), [false, true]);
  }),
];
