import { START, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame } from "./expect.ts";
import {
  addVersion,
  aKey,
  anotherVersion,
  aVersion,
  createAlias,
  createKey,
  listedAliases,
  listedKeys,
  listedVersions,
  scheduleDeletion,
  versionIdOf,
} from "./fixtures.ts";

const DUE = START + 1000;

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
    expectSame(await write.deleteAlias("alias/goes"), false);
    expectSame(await write.updateDescription("key-goes", "new", ["PendingDeletion"]), false);
    expectSame(
      await addVersion(write, "second", "goes", { keyStates: ["PendingDeletion"] }),
      "key not usable",
    );
    expectSame(await write.updateAlias("alias/stays", "key-goes", ["PendingDeletion"]), "key not usable");
    expectSame(await write.updateAlias("alias/goes", "key-stays", ["Enabled"]), "no alias");
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
    expectSame(await store.purgeDueKeys(DUE), [aVersion("goes")]);
    expectSame(await listedAliases(read), ["alias/stays", "alias/goes"]);
  }),

  storeCheck("purges the keys that are due, and answers their versions", async (bench) => {
    const { store, read, write } = bench;
    await oneOfTwoIsToGo(bench);
    await createKey(write, "later");
    await scheduleDeletion(write, "later", DUE + 1);
    expectSame(await store.purgeDueKeys(DUE - 1), []);
    expectSame(await store.purgeDueKeys(DUE), [aVersion("goes")]);
    expectSame(await store.purgeDueKeys(DUE), []);
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
    const purged = await store.purgeDueKeys(DUE);
    expectSame(
      [...purged].sort((left, right) => (left.id < right.id ? -1 : 1)),
      [aVersion("goes"), anotherVersion("second", "goes"), anotherVersion("third", "goes")],
    );
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
    expectSame(await write.updateAlias("alias/goes", "key-stays", ["Enabled"]), "updated");
    expectSame(await store.purgeDueKeys(DUE), [aVersion("goes")]);
    expectSame(await read.keyByAlias("alias/goes"), aKey("stays"));
  }),

  storeCheck("keeps nothing of a purged key", async (bench) => {
    const { store, read, write } = bench;
    await oneOfTwoIsToGo(bench);
    await store.purgeDueKeys(DUE);
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
    const purged = await store.purgeDueKeys(DUE);
    expectSame(purged.map(({ keyId }) => keyId).sort(), ["key-0", "key-1"]);
  }),

  storeCheck("answers a due version to one of two purges at once", async (bench) => {
    const { store } = bench;
    await oneOfTwoIsToGo(bench);
    const purged = await Promise.all([store.purgeDueKeys(DUE), store.purgeDueKeys(DUE)]);
    expectSame(purged.flat(), [aVersion("goes")]);
  }),
];
