import { expectSame } from "@keyferry/conformance";
import type { ScopedStore } from "../../aggregates.ts";
import type { TagRecord, WantedTag } from "../../tags/contract.ts";
import { storeCheck } from "../bench/check.ts";
import { anInstance, createKey, scheduleDeletion } from "../bench/fixtures.ts";

/** A tag with nothing as its value. */
const of = (...keys: readonly string[]): readonly TagRecord[] => keys.map((key) => ({ key, value: "" }));

/** The pages of a list, to its end; `between` is done after each. */
async function pagesOf(
  home: ScopedStore,
  { wanted = [], maxTags = 4 }: { readonly wanted?: readonly WantedTag[]; readonly maxTags?: number } = {},
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const { items, next } = await home.tags.read.list("key", wanted, { after, maxTags });
    pages.push(items.map(({ id, tags }) => `${id}: ${tags.map(({ key }) => key).join()}`));
    expectSame(next === null || next > after, true);
    after = next;
    await between();
  }
  return pages;
}

export const tagListingChecks = [
  storeCheck(
    "lists resources with all their tags, oldest first, and none without",
    async ({ home, time }) => {
      await createKey(home, "b", {}, of("one", "two"));
      await createKey(home, "none");
      await createKey(home, "gone", {}, of("one"));
      await scheduleDeletion(home, "gone", time.now + 1);
      await createKey(home, "a", {}, of("two"));
      time.now += 1;
      expectSame((await pagesOf(home)).flat(), ["key-b: one,two", "key-a: two"]);
      expectSame(await home.tags.read.list("instance", [], { after: 0, maxTags: 9 }), {
        items: [],
        next: null,
      });
      const instance = anInstance("one");
      await home.instances.write.create(instance);
      const { id } = instance;
      await home.tags.write.put({ type: "instance", ids: [id], states: [] }, of("x"), 1);
      const { items } = await home.tags.read.list("instance", [], { after: 0, maxTags: 9 });
      expectSame(items, [{ id, tags: of("x") }]);
    },
  ),

  storeCheck("finds those that have every wanted tag", async ({ home }) => {
    const pay = { key: "team", value: "pay" };
    await createKey(home, "a", {}, [pay, ...of("live")]);
    await createKey(home, "b", {}, [{ key: "team", value: "ship" }, ...of("live")]);
    await createKey(home, "c", {}, [pay]);
    const found = async (...wanted: readonly WantedTag[]) =>
      (await pagesOf(home, { wanted }))
        .flat()
        .map((text) => text.slice(4, 5))
        .join("");
    expectSame(await found({ key: "team" }), "abc");
    expectSame(await found(pay), "ac");
    expectSame(await found({ key: "live" }, pay), "a");
    expectSame(await found({ key: "live" }, { key: "none" }), "");
    expectSame(await found({ key: "\0" }), "");
  }),

  storeCheck("ends a page before a resource whose tags would be too many", async ({ home }) => {
    for (const name of ["a", "b", "c"]) await createKey(home, name, {}, of("1", "2", "3"));
    await createKey(home, "d", {}, of("1"));
    expectSame(await pagesOf(home), [["key-a: 1,2,3"], ["key-b: 1,2,3"], ["key-c: 1,2,3", "key-d: 1"]]);
  }),

  storeCheck(
    "lists nothing twice, and leaves nothing out, while keys come and go",
    async ({ home, time }) => {
      const stay = Array.from({ length: 6 }, (_, n) => `stay-${String(n)}`);
      for (const name of stay) {
        await createKey(home, `goes-with-${name}`, {}, of("1"));
        await createKey(home, name, {}, of("1", "2"));
      }
      let turn = 0;
      const pages = await pagesOf(home, {}, async () => {
        const goes = stay[turn];
        if (goes === undefined) return;
        await scheduleDeletion(home, `goes-with-${goes}`, time.now + 1);
        time.now += 1;
        await createKey(home, `new-${goes}`);
        turn += 1;
      });
      const listed = pages.flat().filter((text) => text.startsWith("key-stay"));
      expectSame(
        listed,
        stay.map((name) => `key-${name}: 1,2`),
      );
    },
  ),

  storeCheck("comes to its end over many keys without tags", async ({ home }) => {
    for (let n = 0; n < 1100; n += 1) await createKey(home, String(n));
    await createKey(home, "last", {}, of("1"));
    expectSame((await pagesOf(home)).flat(), ["key-last: 1"]);
  }),
];
