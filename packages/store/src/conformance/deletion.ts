import { START, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame } from "./expect.ts";
import {
  aKey,
  aVersion,
  createAlias,
  createKey,
  listedAliases,
  listedKeys,
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
    expectSame(await listedKeys(read), ["key-stays"]);
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
