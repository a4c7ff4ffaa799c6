import type { KeyReader, Page } from "../store.ts";
import { START, storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { anAlias, createAlias, createKey, listedKeys } from "./fixtures.ts";

async function keysOn(read: KeyReader, page: Page): Promise<unknown> {
  const { items, total } = await read.listKeys({}, page);
  return [items.map((key) => key.id), total];
}

async function aliasesOn(read: KeyReader, page: Page, keyId?: string): Promise<unknown> {
  const { items, total } = await read.listAliases(page, keyId);
  return [items.map((alias) => alias.name), total];
}

export const listingChecks = [
  storeCheck(
    "lists keys in the order they were made, whatever their times and ids",
    async ({ read, write }) => {
      await createKey(write, "c", { createdAt: START });
      await createKey(write, "a", { createdAt: START });
      await createKey(write, "b", { createdAt: START - 1000 });
      expectSame(await listedKeys(read), ["key-c", "key-a", "key-b"]);
    },
  ),

  storeCheck("lists keys by pages, each with the total", async ({ read, write }) => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await createKey(write, name);
    }
    expectSame(await keysOn(read, { offset: 0, limit: 2 }), [["key-a", "key-b"], 5]);
    expectSame(await keysOn(read, { offset: 2, limit: 2 }), [["key-c", "key-d"], 5]);
    expectSame(await keysOn(read, { offset: 4, limit: 2 }), [["key-e"], 5]);
    expectSame(await keysOn(read, { offset: 5, limit: 2 }), [[], 5]);
    expectSame(await keysOn(read, { offset: 1_000_000, limit: 100 }), [[], 5]);
  }),

  storeCheck("counts what the filter matches, not the page nor the store", async ({ read, write }) => {
    for (const name of ["a", "b", "c"]) {
      await createKey(write, name, { spec: "Aliyun_SM4" });
    }
    await createKey(write, "d");
    const { items, total } = await read.listKeys({ spec: ["Aliyun_SM4"] }, { offset: 1, limit: 1 });
    expectSame([items.map((key) => key.id), total], [["key-b"], 3]);
    expectSame((await read.listKeys({ spec: ["Aliyun_SM4"] }, { offset: 9, limit: 1 })).total, 3);
  }),

  storeCheck("lists nothing of an empty store", async ({ read }) => {
    expectSame(await keysOn(read, { offset: 0, limit: 10 }), [[], 0]);
    expectSame(await aliasesOn(read, { offset: 0, limit: 10 }), [[], 0]);
    expectSame(await read.listVersions("key-a", { offset: 0, limit: 10 }), { items: [], total: 0 });
    expectSame(await read.listInstances(), []);
  }),

  storeCheck("lists aliases in the order they were made, by pages", async ({ read, write }) => {
    await createKey(write, "a");
    for (const name of ["z", "m", "a"]) {
      expectSame(await createAlias(write, name, "a"), "created");
    }
    expectSame(await aliasesOn(read, { offset: 0, limit: 2 }), [["alias/z", "alias/m"], 3]);
    expectSame(await aliasesOn(read, { offset: 2, limit: 2 }), [["alias/a"], 3]);
    expectSame(await aliasesOn(read, { offset: 3, limit: 2 }), [[], 3]);
    expectSame((await read.listAliases({ offset: 0, limit: 1 })).items, [anAlias("z", "a")]);
  }),

  storeCheck("lists the aliases of one key, by pages, each with its total", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    await createKey(write, "c");
    for (const [name, key] of [
      ["z", "a"],
      ["y", "b"],
      ["x", "a"],
      ["w", "a"],
    ] as const) {
      expectSame(await createAlias(write, name, key), "created");
    }
    expectSame(await aliasesOn(read, { offset: 0, limit: 2 }, "key-a"), [["alias/z", "alias/x"], 3]);
    expectSame(await aliasesOn(read, { offset: 2, limit: 2 }, "key-a"), [["alias/w"], 3]);
    expectSame(await aliasesOn(read, { offset: 3, limit: 2 }, "key-a"), [[], 3]);
    expectSame(await aliasesOn(read, { offset: 0, limit: 9 }, "key-b"), [["alias/y"], 1]);
    for (const without of ["key-c", "key-d", "KEY-A", "alias/z", ""]) {
      expectSame(await aliasesOn(read, { offset: 0, limit: 9 }, without), [[], 0]);
    }
  }),
];
