import type { KeyStore } from "@keyferry/store";
import { openPostgresStore } from "@keyferry/store-postgres";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWay, type CuttableWay } from "../../../tools/testing/postgres/cuttable-way.ts";
import {
  newDatabase,
  postgresLeftOut,
  postgresPlace,
  urlOf,
  type TestDatabase,
} from "../../../tools/testing/postgres/test-databases.ts";
import { startPostgres } from "../../../tools/testing/postgres/test-postgres.ts";

import { patience } from "./patience.ts";

const authenticator = { mac: () => new Uint8Array(8), verify: () => true };
const account = "1000000000000000";
const id = "LTAI-1";

describe.skipIf(postgresLeftOut)("stores that keep what they have read", () => {
  let database: TestDatabase;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    database = await newDatabase();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await database.drop();
  });

  async function open(url = database.url, directUrl = database.url): Promise<KeyStore> {
    const store = await openPostgresStore({
      ...{ url, directUrl, authenticator, connections: 4 },
      limits: { ...patience, connect: 10_000 },
    });
    closing.push(() => store.close());
    return store;
  }

  async function way(): Promise<{ readonly way: CuttableWay; readonly url: string }> {
    const place = postgresPlace();
    const opened = await openWay(place.port);
    closing.push(() => opened.close());
    return { way: opened, url: urlOf(place, opened.port, database.name) };
  }

  async function makeAccessKey(store: KeyStore): Promise<void> {
    const key = { account, id, userName: "ci", sealedSecret: new Uint8Array(8), active: true };
    await store.identities.write.createUser({ account, name: "ci", policies: [], groups: [] }, [key]);
  }

  /** Whether a view that is made now finds the access key active. */
  async function isActive(store: KeyStore): Promise<boolean | undefined> {
    const view = await store.view();
    return (await view.identities.accessKeyById(id))?.active;
  }

  /** Changes the access key past all stores, and says so to nobody but the epochs. */
  async function changeUnheard(active: boolean, withEpoch = true): Promise<void> {
    await database.run(
      `with changed as (update access_keys set active = ${String(Number(active))} returning account)
       insert into epochs select account, '', 1 from changed where ${String(withEpoch)}
       on conflict (account, region) do update set epoch = epochs.epoch + 1`,
    );
  }

  /** Waits until a store finds it so; answers how long that took, in milliseconds. */
  async function untilActiveIs(store: KeyStore, active: boolean): Promise<number> {
    const begin = performance.now();
    while ((await isActive(store)) !== active) await sleep(1);
    return performance.now() - begin;
  }

  it("see within a second what another has changed, 200 times", async () => {
    const [writer, reader] = [await open(), await open(database.pooledUrl)];
    await makeAccessKey(writer);
    const delays: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const active = round % 2 === 1;
      await writer.identities.write.setAccessKeyActive(account, id, active);
      delays.push(await untilActiveIs(reader, active));
    }
    expect(Math.max(...delays)).toBeLessThan(1000);
  });

  it("see it within a second where nobody is told of it", async () => {
    const reader = await open();
    await makeAccessKey(reader);
    const delays: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const active = round % 2 === 1;
      await changeUnheard(active);
      delays.push(await untilActiveIs(reader, active));
    }
    expect(Math.max(...delays)).toBeLessThan(1000);
  });

  it("keep it through changes of their own, and not through those of others", async () => {
    const store = await open();
    await makeAccessKey(store);
    expect(await isActive(store)).toBe(true);
    await changeUnheard(false, false);
    await store.identities.write.createUser({ account, name: "other", policies: [], groups: [] }, []);
    await sleep(600);
    expect(await isActive(store)).toBe(true);
    await changeUnheard(false);
    await untilActiveIs(store, false);
  });

  it("ask the database for each view while the way to the primary is cut", async () => {
    const direct = await way();
    const [writer, reader] = [await open(), await open(database.url, direct.url)];
    await makeAccessKey(writer);
    for (const how of ["cut", "silence"] as const) {
      expect(await isActive(reader)).toBe(true);
      direct.way[how]();
      await sleep(1100);
      await writer.identities.write.setAccessKeyActive(account, id, false);
      expect(await isActive(reader)).toBe(false);
      await writer.identities.write.setAccessKeyActive(account, id, true);
      expect(await isActive(reader)).toBe(true);
      direct.way.restore();
      // The watch finds its way again: then what is changed silently is not asked for.
      await expect
        .poll(async () => {
          await changeUnheard(false, false);
          const answer = await isActive(reader);
          await changeUnheard(true, false);
          return answer;
        })
        .toBe(true);
    }
  });

  it("answer nothing once nothing was heard of the database for a second", async () => {
    const only = await way();
    const store = await open(only.url, only.url);
    await makeAccessKey(store);
    expect(await isActive(store)).toBe(true);
    only.way.cut();
    await sleep(1100);
    await expect(isActive(store)).rejects.toMatchObject({ name: "StoreError", reason: "unavailable" });
    only.way.restore();
    await expect.poll(() => isActive(store).catch(() => "unavailable")).toBe(true);
  });

  it("go on after the database has ended their connections", async () => {
    const store = await open();
    await makeAccessKey(store);
    await database.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
      database.name,
    );
    await expect.poll(() => isActive(store).catch(() => "unavailable")).toBe(true);
    await changeUnheard(false);
    expect(await untilActiveIs(store, false)).toBeLessThan(1000);
  });

  it("are not opened where nobody would tell them of changes", async () => {
    await expect(open(database.pooledUrl, database.pooledUrl)).rejects.toThrow("there is a pooler");
    const standby = await startPostgres({ isStandby: true });
    closing.push(() => standby.stop());
    const url = urlOf(standby.place, standby.place.port, "postgres");
    await expect(open(url, url)).rejects.toThrow("is a standby, which can only be read");
    await expect(open(database.url, url)).rejects.toThrow("is a standby, which can only be read");
    const other = await newDatabase();
    closing.push(() => other.drop());
    await open(other.url, other.url);
    await expect(open(database.url, other.url)).rejects.toMatchObject({
      reason: "refused",
      message: "The way to the database itself leads to another database.",
    });
  });
});
