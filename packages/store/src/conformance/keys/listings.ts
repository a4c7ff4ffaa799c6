import { expectSame } from "@keyferry/conformance";
import type { Page } from "../../listing.ts";
import type { ScopedStore } from "../../aggregates.ts";
import { startTime, storeCheck } from "../bench/check.ts";
import { anAlias, createAlias, createKey, listedKeys } from "../bench/fixtures.ts";

async function keysOn(home: ScopedStore, page: Page): Promise<unknown> {
  const { items, total } = await home.keys.read.list({}, page);
  return [items.map((key) => key.id), total];
}

async function aliasesOn(home: ScopedStore, page: Page, keyId?: string): Promise<unknown> {
  const { items, total } = await home.aliases.read.list(page, keyId);
  return [items.map((alias) => alias.name), total];
}

export const listingChecks = [
  storeCheck("lists keys in the order they were made, whatever their times and ids", async ({ home }) => {
    await createKey(home, "c", { createdAt: startTime });
    await createKey(home, "a", { createdAt: startTime });
    await createKey(home, "b", { createdAt: startTime - 1000 });
    expectSame(await listedKeys(home), ["key-c", "key-a", "key-b"]);
  }),

  storeCheck("lists keys by pages, each with the total", async ({ home }) => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await createKey(home, name);
    }
    expectSame(await keysOn(home, { offset: 0, limit: 2 }), [["key-a", "key-b"], 5]);
    expectSame(await keysOn(home, { offset: 2, limit: 2 }), [["key-c", "key-d"], 5]);
    expectSame(await keysOn(home, { offset: 4, limit: 2 }), [["key-e"], 5]);
    expectSame(await keysOn(home, { offset: 5, limit: 2 }), [[], 5]);
    expectSame(await keysOn(home, { offset: 1_000_000, limit: 100 }), [[], 5]);
  }),

  storeCheck("counts what the filter matches, not the page nor the store", async ({ home }) => {
    for (const name of ["a", "b", "c"]) {
      await createKey(home, name, { spec: "Aliyun_SM4" });
    }
    await createKey(home, "d");
    const { items, total } = await home.keys.read.list({ spec: ["Aliyun_SM4"] }, { offset: 1, limit: 1 });
    expectSame([items.map((key) => key.id), total], [["key-b"], 3]);
    expectSame((await home.keys.read.list({ spec: ["Aliyun_SM4"] }, { offset: 9, limit: 1 })).total, 3);
  }),

  storeCheck("lists nothing of an empty store", async ({ home }) => {
    expectSame(await keysOn(home, { offset: 0, limit: 10 }), [[], 0]);
    expectSame(await aliasesOn(home, { offset: 0, limit: 10 }), [[], 0]);
    expectSame(await home.keys.read.listVersions("key-a", { offset: 0, limit: 10 }), { items: [], total: 0 });
    expectSame(await home.instances.read.list(), []);
  }),

  storeCheck("lists aliases in the order they were made, by pages", async ({ home }) => {
    await createKey(home, "a");
    for (const name of ["z", "m", "a"]) {
      expectSame(await createAlias(home, name, "a"), "created");
    }
    expectSame(await aliasesOn(home, { offset: 0, limit: 2 }), [["alias/z", "alias/m"], 3]);
    expectSame(await aliasesOn(home, { offset: 2, limit: 2 }), [["alias/a"], 3]);
    expectSame(await aliasesOn(home, { offset: 3, limit: 2 }), [[], 3]);
    expectSame((await home.aliases.read.list({ offset: 0, limit: 1 })).items, [anAlias("z", "a")]);
  }),

  storeCheck("lists the aliases of one key, by pages, each with its total", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    await createKey(home, "c");
    for (const [name, key] of [
      ["z", "a"],
      ["y", "b"],
      ["x", "a"],
      ["w", "a"],
    ] as const) {
      expectSame(await createAlias(home, name, key), "created");
    }
    expectSame(await aliasesOn(home, { offset: 0, limit: 2 }, "key-a"), [["alias/z", "alias/x"], 3]);
    expectSame(await aliasesOn(home, { offset: 2, limit: 2 }, "key-a"), [["alias/w"], 3]);
    expectSame(await aliasesOn(home, { offset: 3, limit: 2 }, "key-a"), [[], 3]);
    expectSame(await aliasesOn(home, { offset: 0, limit: 9 }, "key-b"), [["alias/y"], 1]);
    for (const without of ["key-c", "key-d", "KEY-A", "alias/z", ""]) {
      expectSame(await aliasesOn(home, { offset: 0, limit: 9 }, without), [[], 0]);
    }
  }),
];
