import { HOME, START, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame } from "./expect.ts";
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
} from "./fixtures.ts";

const DUE = START + 1000;
const GOES_TO_STAYS = { from: "key-goes", to: "key-stays" };
const STAYS_TO_GOES = { from: "key-stays", to: "key-goes" };

/** Two keys with aliases and tags; the first is to be deleted at {@link DUE}. */
async function oneOfTwoIsToGo({ write }: StoreBench): Promise<void> {
  for (const name of ["goes", "stays"]) {
    await createKey(write, name, {}, [{ key: "name", value: name }]);
    await createAlias(write, name, name);
  }
  await scheduleDeletion(write, "goes", DUE);
}

export const deletionChecks = [
  storeCheck("keeps a key until the moment of its deletion", async (bench) => {
    const { read, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE - 1;
    const key = aKey("goes", { state: "PendingDeletion", deleteAt: DUE });
    expectSame(await read.keyById("key-goes"), key);
    expectSame(await read.keyByAlias("alias/goes"), key);
    expectSame(await read.keyByVersion(versionIdOf("goes")), { key, version: aVersion("goes") });
    expectSame(await listedVersions(read, "goes"), [versionIdOf("goes")]);
    expectSame(await listedAliases(read, "key-goes"), ["alias/goes"]);
    expectSame(await listedKeys(read), ["key-goes", "key-stays"]);
  }),

  storeCheck("finds nothing of a key from the moment of its deletion on", async (bench) => {
    const { read, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE;
    expectSame(await read.keyById("key-goes"), undefined);
    expectSame(await read.keyByAlias("alias/goes"), undefined);
    expectSame(await read.keyByVersion(versionIdOf("goes")), undefined);
    expectSame(await read.aliasByName("alias/goes"), undefined);
    expectSame(await read.tagsOf("key-goes"), []);
    expectSame(await read.keyById("key-stays"), aKey("stays"));
  }),

  storeCheck("neither lists nor counts a key from the moment of its deletion on", async (bench) => {
    const { read, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE;
    const page = { offset: 0, limit: 10 };
    expectSame(await read.listKeys({}, page), { items: [aKey("stays")], total: 1 });
    expectSame(await listedKeys(read, { tagKey: ["name"] }), ["key-stays"]);
    expectSame(await listedKeys(read, { id: ["key-goes"] }), []);
    expectSame((await read.listAliases(page)).total, 1);
    expectSame(await read.listAliases(page, "key-goes"), { items: [], total: 0 });
    expectSame(await read.listVersions("key-goes", page), { items: [], total: 0 });
    expectSame(await listedAliases(read), ["alias/stays"]);
  }),

  storeCheck("changes nothing of a key that is gone", async (bench) => {
    const { read, write, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE;
    const cancel = { from: ["PendingDeletion"], to: "Enabled", deleteAt: null } as const;
    expectSame(await write.changeKeyState("key-goes", cancel), false);
    expectSame(
      await write.createAlias({ name: "alias/new", keyId: "key-goes", createdAt: DUE }, ["PendingDeletion"]),
      "key not usable",
    );
    expectSame(await write.deleteAlias("alias/goes", "key-goes"), "no alias");
    expectSame(await write.updateDescription("key-goes", "new", ["PendingDeletion"]), false);
    expectSame(
      await addVersion(write, "second", "goes", { keyStates: ["PendingDeletion"] }),
      "key not usable",
    );
    expectSame(await write.updateAlias("alias/stays", STAYS_TO_GOES, ["PendingDeletion"]), "key not usable");
    expectSame(await write.updateAlias("alias/goes", GOES_TO_STAYS, ["Enabled"]), "no alias");
    expectSame(await listedKeys(read), ["key-stays"]);
    expectSame(await listedAliases(read), ["alias/stays"]);
  }),

  storeCheck("gives the name of a key that is gone to another", async (bench) => {
    const { store, read, write, time } = bench;
    await oneOfTwoIsToGo(bench);
    expectSame(await createAlias(write, "goes", "stays"), "name taken");
    time.now = DUE;
    expectSame(await createAlias(write, "goes", "stays"), "created");
    expectSame(await read.keyByAlias("alias/goes"), aKey("stays"));
    expectSame(await purge(store, DUE), [aVersion("goes")]);
    expectSame(await listedAliases(read), ["alias/stays", "alias/goes"]);
  }),

  storeCheck("purges the keys that are due, and answers their versions", async (bench) => {
    const { store, read, write } = bench;
    await oneOfTwoIsToGo(bench);
    await createKey(write, "later");
    await scheduleDeletion(write, "later", DUE + 1);
    expectSame(await purge(store, DUE - 1), []);
    expectSame(await purge(store, DUE), [aVersion("goes")]);
    expectSame(await purge(store, DUE), []);
    expectSame(await listedKeys(read), ["key-stays", "key-later"]);
    expectSame(await read.tagsOf("key-stays"), [{ key: "name", value: "stays" }]);
  }),

  storeCheck("answers all versions of a purged key, and of no other", async (bench) => {
    const { store, read, write } = bench;
    await createKey(write, "goes");
    await createKey(write, "stays");
    for (const name of ["second", "third"]) {
      await addVersion(write, name, "goes", { makePrimary: true });
      await addVersion(write, `stays-${name}`, "stays");
    }
    await scheduleDeletion(write, "goes", DUE);
    expectSame(await purge(store, DUE), [
      aVersion("goes"),
      anotherVersion("second", "goes"),
      anotherVersion("third", "goes"),
    ]);
    expectSame(await read.keyByVersion(versionIdOf("second")), undefined);
    expectSame(
      await listedVersions(read, "stays"),
      ["stays", "stays-second", "stays-third"].map(versionIdOf),
    );
    await createKey(write, "goes");
    expectSame(await listedVersions(read, "goes"), [versionIdOf("goes")]);
  }),

  storeCheck("leaves a purged key's former alias with the key it moved to", async (bench) => {
    const { store, read, write } = bench;
    await oneOfTwoIsToGo(bench);
    expectSame(await write.updateAlias("alias/goes", GOES_TO_STAYS, ["Enabled"]), "updated");
    expectSame(await purge(store, DUE), [aVersion("goes")]);
    expectSame(await read.keyByAlias("alias/goes"), aKey("stays"));
  }),

  storeCheck("keeps nothing of a purged key", async (bench) => {
    const { store, read, write } = bench;
    await oneOfTwoIsToGo(bench);
    await purge(store, DUE);
    // The clock still stands before the deletion: what is not found now is not there.
    expectSame(await read.keyById("key-goes"), undefined);
    expectSame(await read.keyByVersion(versionIdOf("goes")), undefined);
    expectSame(await listedAliases(read), ["alias/stays"]);
    await createKey(write, "goes");
    expectSame(await read.tagsOf("key-goes"), []);
    expectSame(await read.keyByAlias("alias/goes"), undefined);
    expectSame(await createAlias(write, "goes", "goes"), "created");
  }),

  storeCheck("purges in all scopes", async ({ store, time }) => {
    const scopes = [
      { account: "1", region: "cn-beijing" },
      { account: "2", region: "cn-shanghai" },
    ];
    for (const [index, scope] of scopes.entries()) {
      const { write } = store.scoped(scope);
      await createKey(write, String(index));
      await scheduleDeletion(write, String(index), DUE);
    }
    time.now = DUE;
    const purged = await purge(store, DUE);
    expectSame(purged.map(({ keyId }) => keyId).sort(), ["key-0", "key-1"]);
  }),

  storeCheck("answers a due key with its scope again and again, until it is deleted", async (bench) => {
    const { store, read, time } = bench;
    await oneOfTwoIsToGo(bench);
    time.now = DUE;
    const goes = { scope: HOME, keyId: "key-goes", versions: [aVersion("goes")] };
    for (let asked = 0; asked < 2; asked += 1) expectSame(await dueKeys(store, DUE), [goes]);
    expectSame(await read.keyById("key-goes"), undefined);
    expectSame(await store.deleteDueKey(goes, DUE), true);
    expectSame(await store.deleteDueKey(goes, DUE), false);
    expectSame(await dueKeys(store, DUE), []);
  }),

  storeCheck("deletes no key that is not due, or is another scope's", async (bench) => {
    const { store, read } = bench;
    await oneOfTwoIsToGo(bench);
    for (const [key, now] of [
      [{ scope: HOME, keyId: "key-goes" }, DUE - 1],
      [{ scope: HOME, keyId: "key-stays" }, DUE],
      [{ scope: { ...HOME, account: "2" }, keyId: "key-goes" }, DUE],
      [{ scope: { ...HOME, region: "cn-beijing" }, keyId: "key-goes" }, DUE],
    ] as const) {
      expectSame(await store.deleteDueKey(key, now), false);
    }
    expectSame(await listedKeys(read), ["key-goes", "key-stays"]);
  }),

  storeCheck("deletes a due key once, when several ask at once", async (bench) => {
    const { store } = bench;
    await oneOfTwoIsToGo(bench);
    const key = { scope: HOME, keyId: "key-goes" };
    const deleted = await Promise.all([store.deleteDueKey(key, DUE), store.deleteDueKey(key, DUE)]);
    expectSame(deleted.toSorted(), [false, true]);
  }),
];
