import { expectSame } from "@keyferry/conformance";
import { homeScope, storeCheck, type StoreBench } from "../bench/check.ts";
import { aKey, aSeed, aVersion, createKey, purge, scheduleDeletion } from "../bench/fixtures.ts";

const many = Array.from({ length: 1100 }, (_, n) => String(n));

/** Fails unless every way to cut the list into pages answers these keys, in this order, each with the total. */
async function expectPages({ home }: StoreBench, names: readonly string[]): Promise<void> {
  const ids = names.map((name) => `key-${name}`);
  const ends = [0, 1, 511, 512, 513, 1023, 1024, names.length - 7, names.length - 1, names.length, 5000];
  for (const offset of ends.filter((end) => end >= 0)) {
    const limit = 10;
    const { items, total } = await home.keys.read.list({}, { offset, limit });
    const page = ids.slice(offset, offset + limit);
    expectSame([offset, items.map(({ id }) => id), total], [offset, page, names.length]);
  }
}

export const manyKeyChecks = [
  storeCheck(
    "lists every page of many keys while keys are made, wait, are gone and are purged",
    async (bench) => {
      const { store, home, time } = bench;
      await expectPages(bench, []);
      const keys = many.map((name) => {
        return { scope: homeScope, key: aKey(name), version: aVersion(name), tags: [], aliases: [] };
      });
      await store.seed(aSeed({ keys }));
      await createKey(store.scoped({ ...homeScope, region: "cn-beijing" }), "far");
      await expectPages(bench, many);

      const doomed = new Set(many.filter((_, n) => n % 90 === 0 || (n > 500 && n < 530)));
      for (const name of doomed) await scheduleDeletion(home, name, time.now + 1);
      await expectPages(bench, many);
      time.now += 1;
      const left = many.filter((name) => !doomed.has(name));
      await expectPages(bench, left);
      await createKey(home, "new");
      await expectPages(bench, [...left, "new"]);
      await purge(store, time.now);
      await expectPages(bench, [...left, "new"]);
      await createKey(home, "last");
      await expectPages(bench, [...left, "new", "last"]);
    },
  ),

  storeCheck("lists again after all keys were purged", async (bench) => {
    const { store, home, time } = bench;
    for (const name of ["a", "b"]) {
      await createKey(home, name);
      await scheduleDeletion(home, name, time.now + 1);
    }
    time.now += 1;
    await purge(store, time.now);
    await expectPages(bench, []);
    await createKey(home, "c");
    await expectPages(bench, ["c"]);
  }),
];
