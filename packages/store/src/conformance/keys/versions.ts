import { expectSame } from "@keyferry/conformance";
import type { Page } from "../../listing.ts";
import type { ScopedStore } from "../../aggregates.ts";
import { storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import {
  addVersion,
  aKey,
  anotherVersion,
  aVersion,
  createKey,
  listedVersions,
  versionIdOf,
} from "../bench/fixtures.ts";

async function versionsOn(home: ScopedStore, page: Page): Promise<unknown> {
  const { items, total } = await home.keys.read.listVersions("key-a", page);
  return [items.map((version) => version.id), total];
}

export const versionChecks = [
  storeCheck("lists the first version of a key, as it was made", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    const page = { offset: 0, limit: 10 };
    expectSame(await home.keys.read.listVersions("key-a", page), { items: [aVersion("a")], total: 1 });
    expectSame(await home.keys.read.listVersions("key-c", page), { items: [], total: 0 });
    expectSame(await home.keys.read.listVersions(versionIdOf("a"), page), { items: [], total: 0 });
  }),

  storeCheck("adds a version, and leaves the primary one", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    const second = { ...anotherVersion("second", "a"), custody: "module", createdAt: 1 };
    const options = { makePrimary: false, keyStates: ["Enabled"], maxVersions: 2 } as const;
    expectSame(await home.keys.write.addVersion(second, options), "added");
    const key = aKey("a", { rotatedAt: 1 });
    expectSame(await home.keys.read.byVersion(second.id), { key, version: second });
    expectSame(await home.keys.read.byId("key-a"), key);
    expectSame((await home.keys.read.listVersions("key-a", { offset: 0, limit: 10 })).items, [
      aVersion("a"),
      second,
    ]);
    expectSame(await listedVersions(home, "b"), [versionIdOf("b")]);
  }),

  storeCheck("adds a version as the primary one, of its key alone", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    expectSame(await home.keys.read.byVersion(versionIdOf("a")), { key: aKey("a"), version: aVersion("a") });
    expectSame(await addVersion(home, "second", "a", { makePrimary: true }), "added");
    const key = aKey("a", { primaryVersionId: versionIdOf("second") });
    expectSame(await home.keys.read.byId("key-a"), key);
    expectSame(await home.keys.read.byVersion(versionIdOf("second")), {
      key,
      version: anotherVersion("second", "a"),
    });
    expectSame(await home.keys.read.byVersion(versionIdOf("a")), { key, version: aVersion("a") });
    expectSame(await home.keys.read.byId("key-b"), aKey("b"));
  }),

  storeCheck("lists versions in the order they were added, by pages", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "other");
    for (const name of ["z", "y", "x"]) {
      expectSame(await addVersion(home, name, "a", { makePrimary: true }), "added");
      expectSame(await addVersion(home, `other-${name}`, "other"), "added");
    }
    const [first, second, third, fourth] = ["a", "z", "y", "x"].map(versionIdOf);
    expectSame(await versionsOn(home, { offset: 0, limit: 3 }), [[first, second, third], 4]);
    expectSame(await versionsOn(home, { offset: 3, limit: 3 }), [[fourth], 4]);
    expectSame(await versionsOn(home, { offset: 4, limit: 3 }), [[], 4]);
    expectSame(await versionsOn(home, { offset: 1_000_000, limit: 3 }), [[], 4]);
  }),

  storeCheck("adds no version to a key that is not there or in another state", async ({ home }) => {
    await createKey(home, "a", { state: "Disabled" });
    const makePrimary = true;
    expectSame(await addVersion(home, "second", "b", { makePrimary }), "key not usable");
    expectSame(await addVersion(home, "second", "a", { makePrimary }), "key not usable");
    expectSame(await addVersion(home, "second", "a", { makePrimary, keyStates: [] }), "key not usable");
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { state: "Disabled" }));
    expectSame(await listedVersions(home, "a"), [versionIdOf("a")]);
    expectSame(await addVersion(home, "second", "a", { keyStates: ["Enabled", "Disabled"] }), "added");
  }),

  storeCheck("gives a key no more versions than it may have, counting its first", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    expectSame(await addVersion(home, "second", "a", { maxVersions: 1 }), "too many versions");
    expectSame(await addVersion(home, "second", "a", { maxVersions: 2 }), "added");
    const full = { maxVersions: 2, makePrimary: true };
    expectSame(await addVersion(home, "third", "a", full), "too many versions");
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
    expectSame(await home.keys.read.byVersion(versionIdOf("third")), undefined);
    expectSame(await addVersion(home, "third", "b", full), "added");
    expectSame(await addVersion(home, "x", "a", { ...full, keyStates: ["Disabled"] }), "key not usable");
  }),

  storeCheck("gives a key no more versions than it may have when many are added at once", async (bench) => {
    const { home } = bench;
    await createKey(home, "a");
    const names = ["b", "c", "d", "e", "f", "g", "h", "i"];
    const answers = await Promise.all(
      names.map((name) => addVersion(home, name, "a", { maxVersions: 4, makePrimary: true })),
    );
    const added = names.filter((_, index) => answers[index] === "added").map(versionIdOf);
    expectSame(answers.filter((answer) => answer === "too many versions").length, 5);
    const listed = await listedVersions(home, "a");
    expectSame([...listed].sort(), [versionIdOf("a"), ...added].sort());
    expectSame((await home.keys.read.byId("key-a"))?.primaryVersionId, listed.at(-1));
  }),

  storeCheck("adds a version or disables its key first, when both are asked at once", async (bench) => {
    const { home } = bench;
    await createKey(home, "a");
    const disable = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    const [answer, disabled] = await Promise.all([
      addVersion(home, "second", "a", { makePrimary: true }),
      home.keys.write.changeState("key-a", disable),
    ]);
    expectSame(disabled, true);
    expectSame((await home.keys.read.byId("key-a"))?.state, "Disabled");
    const primary = (await home.keys.read.byId("key-a"))?.primaryVersionId;
    expectSame(primary, versionIdOf(answer === "added" ? "second" : "a"));
    expectSame((await listedVersions(home, "a")).length, answer === "added" ? 2 : 1);
  }),

  storeCheck("refuses a version whose id is taken, and changes nothing", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    for (const name of ["a", "b"]) {
      await expectStoreError(addVersion(home, name, "a", { makePrimary: true }), "refused");
    }
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
    expectSame(await home.keys.read.byVersion(versionIdOf("b")), { key: aKey("b"), version: aVersion("b") });
    expectSame(await listedVersions(home, "a"), [versionIdOf("a")]);
  }),
];
