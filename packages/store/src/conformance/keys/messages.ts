import { expectSame } from "@keyferry/conformance";
import { homeScope, storeCheck } from "../bench/check.ts";
import { addVersion, aKey, aVersion, createKey, versionIdOf } from "../bench/fixtures.ts";

const max = 100;

export const messageChecks = [
  storeCheck("counts the messages of a version, and answers how many there were before", async ({ home }) => {
    await createKey(home, "a");
    const { write } = home.keys;
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 3, max }), { before: 0, count: 3 });
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 40, max }), { before: 3, count: 40 });
  }),

  storeCheck("counts the messages of each version by itself", async ({ store, home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    await addVersion(home, "second", "a", { makePrimary: true });
    const twin = store.scoped({ ...homeScope, region: "cn-beijing" });
    await createKey(twin, "a");
    const wanted = { wanted: 7, max };
    for (const [scope, name] of [
      [home, "a"],
      [home, "b"],
      [home, "second"],
      [twin, "a"],
    ] as const) {
      expectSame(await scope.keys.write.reserveMessages(versionIdOf(name), wanted), { before: 0, count: 7 });
    }
  }),

  storeCheck("counts no more messages than there may be, and gives what is left", async ({ home }) => {
    await createKey(home, "a");
    const { write } = home.keys;
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 90, max }), { before: 0, count: 90 });
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 90, max }), { before: 90, count: 10 });
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 90, max }), { before: 100, count: 0 });
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 1, max: 5 }), {
      before: 100,
      count: 0,
    });
    expectSame(await write.reserveMessages(versionIdOf("a"), { wanted: 1, max: 101 }), {
      before: 100,
      count: 1,
    });
  }),

  storeCheck("counts as many messages as are encrypted under one key, exactly", async ({ home }) => {
    await createKey(home, "a");
    const most = 2 ** 32;
    const { write } = home.keys;
    const first = { wanted: most - 1, max: most };
    expectSame(await write.reserveMessages(versionIdOf("a"), first), { before: 0, count: most - 1 });
    expectSame(await write.reserveMessages(versionIdOf("a"), first), { before: most - 1, count: 1 });
    expectSame(await write.reserveMessages(versionIdOf("a"), first), { before: most, count: 0 });
  }),

  storeCheck("gives no message twice when many are counted at once", async ({ home }) => {
    await createKey(home, "a");
    const asked = Array.from({ length: 12 }, (_, index) => index + 1);
    const blocks = await Promise.all(
      asked.map((wanted) => home.keys.write.reserveMessages(versionIdOf("a"), { wanted, max: 60 })),
    );
    const given = blocks.flatMap((block) =>
      Array.from({ length: block?.count ?? 0 }, (_, index) => (block?.before ?? 0) + index),
    );
    expectSame(
      [...given].sort((left, right) => left - right),
      Array.from({ length: 60 }, (_, at) => at),
    );
  }),

  storeCheck("counts no messages of a version that is not there", async ({ store, home, time }) => {
    await createKey(home, "a");
    const wanted = { wanted: 1, max };
    expectSame(await home.keys.write.reserveMessages(versionIdOf("b"), wanted), undefined);
    expectSame(await home.keys.write.reserveMessages("key-a", wanted), undefined);
    const other = store.scoped({ ...homeScope, account: "2000000000000002" });
    expectSame(await other.keys.write.reserveMessages(versionIdOf("a"), wanted), undefined);
    const gone = { from: ["Enabled"], to: "PendingDeletion", deleteAt: time.now } as const;
    await home.keys.write.changeState("key-a", gone);
    await store.everywhere.keys.write.deleteDue({ scope: homeScope, keyId: "key-a" }, time.now);
    expectSame(await home.keys.write.reserveMessages(versionIdOf("a"), wanted), undefined);
  }),

  storeCheck(
    "lists the versions of all scopes with most messages, and no others",
    async ({ store, home }) => {
      for (const name of ["a", "b", "c", "d"]) await createKey(home, name);
      const twinScope = { ...homeScope, region: "cn-beijing" };
      await createKey(store.scoped(twinScope), "a");
      const counts = [
        [homeScope, "a", 5],
        [homeScope, "b", 7],
        [homeScope, "d", 5],
        [twinScope, "a", 6],
      ] as const;
      for (const [scope, name, wanted] of counts) {
        await store.scoped(scope).keys.write.reserveMessages(versionIdOf(name), { wanted, max });
      }
      const row = ([scope, name, messages]: (typeof counts)[number]) => ({
        ...{ scope, keyId: `key-${name}`, versionId: versionIdOf(name), messages },
      });
      const [first, second, third, fourth] = [counts[1], counts[3], counts[0], counts[2]].map(row);
      const { read } = store.everywhere.keys;
      expectSame(await read.mostMessages(9), [first, second, third, fourth]);
      expectSame(await read.mostMessages(2), [first, second]);
    },
  ),

  storeCheck("leaves key and version as they are where it counts messages", async ({ store, home }) => {
    await createKey(home, "a");
    const view = async () => (await store.view()).scoped(homeScope).keys.byVersion(versionIdOf("a"));
    const known = await view();
    await home.keys.write.reserveMessages(versionIdOf("a"), { wanted: 5, max });
    expectSame(await view(), known);
    expectSame(await home.keys.read.byVersion(versionIdOf("a")), { key: aKey("a"), version: aVersion("a") });
  }),

  storeCheck("keeps the count of messages when a version's material changes", async ({ home }) => {
    await createKey(home, "a");
    await home.keys.write.reserveMessages(versionIdOf("a"), { wanted: 5, max });
    const { material, fingerprint } = aVersion("a");
    const to = { custody: "host", material: Uint8Array.of(1), fingerprint: null };
    const change = { versionId: versionIdOf("a"), from: { material, fingerprint }, to, expiresAt: null };
    expectSame(
      await home.keys.write.changeMaterial("key-a", { ...change, states: { Enabled: "Enabled" } }),
      true,
    );
    const block = await home.keys.write.reserveMessages(versionIdOf("a"), { wanted: 1, max });
    expectSame(block, { before: 5, count: 1 });
  }),

  storeCheck("adds no version to a key that uses another one by then", async ({ home }) => {
    await createKey(home, "a");
    const primary = versionIdOf("a");
    const options = { makePrimary: true, primary };
    const answers = await Promise.all(["b", "c", "d"].map((name) => addVersion(home, name, "a", options)));
    expectSame([...answers].sort(), ["added", "key not usable", "key not usable"]);
    expectSame(await addVersion(home, "e", "a", options), "key not usable");
  }),
];
