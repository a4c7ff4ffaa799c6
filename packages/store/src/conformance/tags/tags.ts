import { expectSame } from "@keyferry/conformance";
import type { ScopedStore } from "../../aggregates.ts";
import type { TaggedType, TagRecord } from "../../tags/contract.ts";
import { homeScope, storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { aKey, anInstance, aVersion, createKey, purge, scheduleDeletion } from "../bench/fixtures.ts";

const ONE = anInstance("one");
const limit = 20;

/** Tags of the form `key=value`. */
const some = (...texts: readonly string[]): readonly TagRecord[] =>
  texts.map((text) => {
    const [key = "", value = ""] = text.split("=");
    return { key, value };
  });
const inState = (ids: readonly string[], type: TaggedType = "key") =>
  ({ type, ids, states: ["Enabled"] }) as const;
const put = (home: ScopedStore, ids: readonly string[], ...tags: readonly string[]) =>
  home.tags.write.put(inState(ids), some(...tags), limit);
const remove = (home: ScopedStore, ids: readonly string[], keys: readonly string[] | "all") =>
  home.tags.write.remove(inState(ids), keys);
const tagsOf = async (home: ScopedStore, id: string, type: TaggedType = "key") =>
  (await home.tags.read.of(type, id)).map(({ key, value }) => `${key}=${value}`);

export const tagChecks = [
  storeCheck(
    "gives several keys tags; one that is there keeps its place, and gets the value",
    async ({ home }) => {
      await createKey(home, "a", {}, some("one=1", "two=2"));
      await createKey(home, "b");
      expectSame(await put(home, ["key-b", "key-a", "key-b"], "two=other", "three=3"), "changed");
      expectSame(await tagsOf(home, "key-a"), ["one=1", "two=other", "three=3"]);
      expectSame(await tagsOf(home, "key-b"), ["two=other", "three=3"]);
      expectSame(await home.keys.read.list({ tagValue: ["2"] }, { offset: 0, limit: 9 }), {
        items: [],
        total: 0,
      });
      const { total } = await home.keys.read.list({ tagKey: ["three"] }, { offset: 0, limit: 9 });
      expectSame(total, 2);
    },
  ),

  storeCheck("takes tags away, some or all; those that are not there are no matter", async ({ home }) => {
    await createKey(home, "a", {}, some("one=1", "two=2", "three=3"));
    await createKey(home, "b", {}, some("two=2"));
    expectSame(await remove(home, ["key-a", "key-b"], ["two", "none"]), "changed");
    expectSame(await tagsOf(home, "key-a"), ["one=1", "three=3"]);
    expectSame(await tagsOf(home, "key-b"), []);
    expectSame(await remove(home, ["key-a"], []), "changed");
    expectSame(await tagsOf(home, "key-a"), ["one=1", "three=3"]);
    expectSame(await remove(home, ["key-a"], "all"), "changed");
    expectSame(await tagsOf(home, "key-a"), []);
  }),

  storeCheck(
    "changes nothing when one of several is gone, in another state, or would have too many",
    async (bench) => {
      const { home, time } = bench;
      await createKey(home, "a", {}, some("one=1"));
      await createKey(home, "off", { state: "Disabled" });
      await createKey(home, "full", {}, some(...Array.from({ length: limit }, (_, n) => `t${String(n)}=`)));
      await createKey(home, "gone");
      await scheduleDeletion(home, "gone", time.now + 1);
      time.now += 1;
      for (const other of ["key-off", "key-gone", "key-none"]) {
        expectSame([other, await put(home, ["key-a", other], "two=2")], [other, "not usable"]);
        expectSame([other, await remove(home, ["key-a", other], "all")], [other, "not usable"]);
      }
      expectSame(await put(home, ["key-a", "key-full"], "two=2"), "too many tags");
      expectSame(await put(home, ["key-full"], "t3=another"), "changed");
      expectSame(await tagsOf(home, "key-a"), ["one=1"]);
    },
  ),

  storeCheck("lets two who change the tags of the same keys both have their way", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    const answers = await Promise.all([
      put(home, ["key-a", "key-b"], "one=1"),
      put(home, ["key-b", "key-a"], "two=2"),
      remove(home, ["key-a"], ["three"]),
    ]);
    expectSame(answers, ["changed", "changed", "changed"]);
    for (const id of ["key-a", "key-b"]) expectSame((await tagsOf(home, id)).toSorted(), ["one=1", "two=2"]);
  }),

  storeCheck(
    "keeps tags of instances apart from those of keys, and lets none outlive its instance",
    async (bench) => {
      const { home, store } = bench;
      await home.instances.write.create(ONE);
      // A key whose id is the instance's.
      await home.keys.write.create(aKey("a", { id: ONE.id }), aVersion("a", { keyId: ONE.id }), []);
      const change = inState([ONE.id], "instance");
      expectSame(await home.tags.write.put(change, some("team=pay"), limit), "changed");
      expectSame(await tagsOf(home, ONE.id, "instance"), ["team=pay"]);
      expectSame(await tagsOf(home, ONE.id), []);
      expectSame(await tagsOf(store.scoped({ ...homeScope, region: "cn-beijing" }), ONE.id, "instance"), []);
      expectSame(await home.instances.write.delete(ONE.id), "deleted");
      await home.instances.write.create(ONE);
      expectSame(await tagsOf(home, ONE.id, "instance"), []);
    },
  ),

  storeCheck("lets no tag outlive its key", async ({ home, store, time }) => {
    await createKey(home, "a", {}, some("one=1"));
    await scheduleDeletion(home, "a", time.now + 1);
    time.now += 1;
    expectSame(await tagsOf(home, "key-a"), []);
    await purge(store, time.now);
    await createKey(home, "a");
    expectSame(await tagsOf(home, "key-a"), []);
  }),

  storeCheck("refuses the same tag twice in a new key, and text that it cannot keep", async ({ home }) => {
    await expectStoreError(createKey(home, "a", {}, some("one=1", "one=2")), "refused");
    expectSame(await tagsOf(home, "key-a"), []);
  }),
];
