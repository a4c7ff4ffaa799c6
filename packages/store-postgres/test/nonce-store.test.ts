import type { NonceStore } from "@keyferry/store";
import { nonceStoreConformance } from "@keyferry/store/conformance";
import { openPostgresNonceStore } from "@keyferry/store-postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  newDatabase,
  postgresLeftOut,
  type TestDatabase,
} from "../../../tools/testing/postgres/test-databases.ts";
import { emptiedDatabase } from "./emptied-database.ts";
import { patience } from "./patience.ts";

describe.skipIf(postgresLeftOut)("a store of nonces in PostgreSQL", () => {
  const database = emptiedDatabase();
  beforeAll(() => database.make());
  afterAll(() => database.drop());
  const checks = nonceStoreConformance({
    open: async ({ clock }) =>
      openPostgresNonceStore({ url: (await database.emptied()).pooledUrl, clock, limits: patience }),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});

const one = ([store]: readonly NonceStore[]): NonceStore => {
  if (store === undefined) throw new Error("there is no store");
  return store;
};

describe.skipIf(postgresLeftOut)("several stores of nonces on one database", () => {
  let database: TestDatabase;
  let stores: readonly NonceStore[] = [];
  let now = 0;
  beforeEach(async () => {
    database = await newDatabase();
    now = 0;
    const open = (url: string) => openPostgresNonceStore({ url, clock: () => now, limits: patience });
    stores = await Promise.all([open(database.url), open(database.url), open(database.pooledUrl)]);
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await database.drop();
  });

  it("let one of them have each of 10,000 nonces that all are asked for at once", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => String(index));
    // In other orders, so that groups meet in the middle.
    const orders = [names, [...names].reverse(), [...names.slice(5000), ...names.slice(0, 5000)]];
    const won = new Map<string, number>();
    await Promise.all(
      stores.map(async (store, index) => {
        const asked = orders[index] ?? [];
        const answers = await Promise.all(asked.map((name) => store.claim("ak", name, 1000)));
        for (const [place, name] of asked.entries()) {
          if (answers[place] === true) won.set(name, (won.get(name) ?? 0) + 1);
        }
      }),
    );
    expect(won.size).toBe(10_000);
    expect([...won.values()].filter((times) => times !== 1)).toEqual([]);
  });

  it("delete what has expired, and nothing else", async () => {
    const store = one(stores);
    const claimMany = (kind: string, expiry: number) =>
      Promise.all(Array.from({ length: 600 }, (_, index) => store.claim("ak", kind + String(index), expiry)));
    await claimMany("old", 1000);
    await claimMany("new", 5000);
    now = 2000;
    let rounds = 0;
    const left = async () => {
      // Whoever claims deletes, and one at a time.
      rounds += 1;
      await claimMany(`later ${String(rounds)} `, 5000);
      return database.run("select expiry from nonces where expiry <= 1000");
    };
    await expect.poll(left).toEqual([]);
    const kept = await database.run("select count(*)::int as count from nonces");
    expect(kept).toEqual([{ count: 600 * (1 + rounds) }]);
  });

  it("keep rows of one size, however long the nonces", async () => {
    await stores[0]?.claim("ak", "n".repeat(100_000), 1000);
    expect(await database.run("select pg_column_size(digest) as size from nonces")).toEqual([{ size: 16 }]);
  });

  it("reject what cannot be written, and go on", async () => {
    const [store] = stores;
    await database.run("alter table nonces rename to hidden");
    const outcomes = await Promise.allSettled([store?.claim("ak", "a", 1000), store?.claim("ak", "b", 1000)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await database.run("alter table hidden rename to nonces");
    expect(await store?.claim("ak", "a", 1000)).toBe(true);
  });

  it.each([Number.NaN, Infinity, 1.5])("refuse the expiry %d", async (expiry) => {
    await expect(stores[0]?.claim("ak", "n", expiry)).rejects.toMatchObject({ reason: "refused" });
  });
});
