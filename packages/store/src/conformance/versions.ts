import type { KeyReader, Page } from "../store.ts";
import { storeCheck } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import {
  addVersion,
  aKey,
  anotherVersion,
  aVersion,
  createKey,
  listedVersions,
  versionIdOf,
} from "./fixtures.ts";

async function versionsOn(read: KeyReader, page: Page): Promise<unknown> {
  const { items, total } = await read.listVersions("key-a", page);
  return [items.map((version) => version.id), total];
}

export const versionChecks = [
  storeCheck("lists the first version of a key, as it was made", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    const page = { offset: 0, limit: 10 };
    expectSame(await read.listVersions("key-a", page), { items: [aVersion("a")], total: 1 });
    expectSame(await read.listVersions("key-c", page), { items: [], total: 0 });
    expectSame(await read.listVersions(versionIdOf("a"), page), { items: [], total: 0 });
  }),

  storeCheck("adds a version, and leaves the primary one", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    const second = { ...anotherVersion("second", "a"), custody: "module", createdAt: 1 };
    const options = { makePrimary: false, keyStates: ["Enabled"], maxVersions: 2 } as const;
    expectSame(await write.addVersion(second, options), "added");
    expectSame(await read.keyByVersion(second.id), { key: aKey("a"), version: second });
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame((await read.listVersions("key-a", { offset: 0, limit: 10 })).items, [aVersion("a"), second]);
    expectSame(await listedVersions(read, "b"), [versionIdOf("b")]);
  }),

  storeCheck("adds a version as the primary one, of its key alone", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    expectSame(await read.keyByVersion(versionIdOf("a")), { key: aKey("a"), version: aVersion("a") });
    expectSame(await addVersion(write, "second", "a", { makePrimary: true }), "added");
    const key = aKey("a", { primaryVersionId: versionIdOf("second") });
    expectSame(await read.keyById("key-a"), key);
    expectSame(await read.keyByVersion(versionIdOf("second")), {
      key,
      version: anotherVersion("second", "a"),
    });
    expectSame(await read.keyByVersion(versionIdOf("a")), { key, version: aVersion("a") });
    expectSame(await read.keyById("key-b"), aKey("b"));
  }),

  storeCheck("lists versions in the order they were added, by pages", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "other");
    for (const name of ["z", "y", "x"]) {
      expectSame(await addVersion(write, name, "a", { makePrimary: true }), "added");
      expectSame(await addVersion(write, `other-${name}`, "other"), "added");
    }
    const [first, second, third, fourth] = ["a", "z", "y", "x"].map(versionIdOf);
    expectSame(await versionsOn(read, { offset: 0, limit: 3 }), [[first, second, third], 4]);
    expectSame(await versionsOn(read, { offset: 3, limit: 3 }), [[fourth], 4]);
    expectSame(await versionsOn(read, { offset: 4, limit: 3 }), [[], 4]);
    expectSame(await versionsOn(read, { offset: 1_000_000, limit: 3 }), [[], 4]);
  }),

  storeCheck("adds no version to a key that is not there or in another state", async ({ read, write }) => {
    await createKey(write, "a", { state: "Disabled" });
    const makePrimary = true;
    expectSame(await addVersion(write, "second", "b", { makePrimary }), "key not usable");
    expectSame(await addVersion(write, "second", "a", { makePrimary }), "key not usable");
    expectSame(await addVersion(write, "second", "a", { makePrimary, keyStates: [] }), "key not usable");
    expectSame(await read.keyById("key-a"), aKey("a", { state: "Disabled" }));
    expectSame(await listedVersions(read, "a"), [versionIdOf("a")]);
    expectSame(await addVersion(write, "second", "a", { keyStates: ["Enabled", "Disabled"] }), "added");
  }),

  storeCheck("gives a key no more versions than it may have, counting its first", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    expectSame(await addVersion(write, "second", "a", { maxVersions: 1 }), "too many versions");
    expectSame(await addVersion(write, "second", "a", { maxVersions: 2 }), "added");
    const full = { maxVersions: 2, makePrimary: true };
    expectSame(await addVersion(write, "third", "a", full), "too many versions");
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame(await read.keyByVersion(versionIdOf("third")), undefined);
    expectSame(await addVersion(write, "third", "b", full), "added");
    expectSame(await addVersion(write, "x", "a", { ...full, keyStates: ["Disabled"] }), "key not usable");
  }),

  storeCheck("gives a key no more versions than it may have when many are added at once", async (bench) => {
    const { read, write } = bench;
    await createKey(write, "a");
    const names = ["b", "c", "d", "e", "f", "g", "h", "i"];
    const answers = await Promise.all(
      names.map((name) => addVersion(write, name, "a", { maxVersions: 4, makePrimary: true })),
    );
    const added = names.filter((_, index) => answers[index] === "added").map(versionIdOf);
    expectSame(answers.filter((answer) => answer === "too many versions").length, 5);
    const listed = await listedVersions(read, "a");
    expectSame([...listed].sort(), [versionIdOf("a"), ...added].sort());
    expectSame((await read.keyById("key-a"))?.primaryVersionId, listed.at(-1));
  }),

  storeCheck("adds a version or disables its key first, when both are asked at once", async (bench) => {
    const { read, write } = bench;
    await createKey(write, "a");
    const disable = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    const [answer, disabled] = await Promise.all([
      addVersion(write, "second", "a", { makePrimary: true }),
      write.changeKeyState("key-a", disable),
    ]);
    expectSame(disabled, true);
    expectSame((await read.keyById("key-a"))?.state, "Disabled");
    const primary = (await read.keyById("key-a"))?.primaryVersionId;
    expectSame(primary, versionIdOf(answer === "added" ? "second" : "a"));
    expectSame((await listedVersions(read, "a")).length, answer === "added" ? 2 : 1);
  }),

  storeCheck("refuses a version whose id is taken, and changes nothing", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    for (const name of ["a", "b"]) {
      await expectStoreError(addVersion(write, name, "a", { makePrimary: true }), "refused");
    }
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame(await read.keyByVersion(versionIdOf("b")), { key: aKey("b"), version: aVersion("b") });
    expectSame(await listedVersions(read, "a"), [versionIdOf("a")]);
  }),
];
