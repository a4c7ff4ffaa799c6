import { openPostgresStore } from "@keyferry/store-postgres";
import type { KeyStore, UserRecord } from "@keyferry/store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  newDatabase,
  postgresLeftOut,
  type TestDatabase,
} from "../../../tools/testing/postgres/test-databases.ts";

import { patience } from "./patience.ts";

const authenticator = { mac: () => new Uint8Array(8), verify: () => true };
const account = "1000000000000000";
const home = { account, region: "cn-hangzhou" };
/** One after another of them. */
const one = (stores: readonly KeyStore[], index: number): KeyStore => {
  const store = stores[index % stores.length];
  if (store === undefined) throw new Error("there is no store");
  return store;
};
const aUser = (name: string): UserRecord => ({ account, name, policies: [], groups: [] });

describe.skipIf(postgresLeftOut)("several stores on one database", () => {
  let database: TestDatabase;
  const stores: KeyStore[] = [];
  beforeEach(async () => {
    database = await newDatabase();
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await database.drop();
  });

  async function open(count: number): Promise<readonly KeyStore[]> {
    const urls = [database.url, database.pooledUrl];
    const opening = Array.from({ length: count }, (_, index) =>
      openPostgresStore({
        url: urls[index % 2] ?? "",
        directUrl: database.url,
        authenticator,
        connections: 4,
        limits: patience,
      }),
    );
    stores.push(...(await Promise.all(opening)));
    return stores;
  }

  it("make the schema once, however many begin at the same time", async () => {
    await open(8);
    expect(await database.run("select name from migrations")).toEqual([{ name: "0001-initial" }]);
  });

  it("apply one seed", async () => {
    const seed = {
      ...{ instances: [], keys: [], secrets: [], groups: [], accessKeys: [], roles: [], recipients: [] },
      users: [aUser("ci")],
    };
    const applied = await Promise.all((await open(6)).map((store) => store.seed(seed)));
    expect(applied.filter((one) => one)).toHaveLength(1);
  });

  it("never exceed a maximum that is counted before a row is made", async () => {
    const writers = await open(4);
    const made = Array.from({ length: 60 }, (_, index) => {
      const rule = {
        name: `rule-${String(index)}`,
        type: "private",
        description: "",
        sources: [],
        createdAt: 0,
      };
      return one(writers, index).scoped(home).networkRules.write.create(rule, 25);
    });
    const answers = await Promise.all(made);
    expect(answers.filter((answer) => answer === "created")).toHaveLength(25);
    expect(answers.filter((answer) => answer === "too many")).toHaveLength(35);
  });

  it("let one of many equal users be made", async () => {
    const writers = await open(4);
    const made = Array.from({ length: 40 }, (_, index) =>
      one(writers, index).identities.write.createUser(aUser("ci"), []),
    );
    expect((await Promise.all(made)).filter((answer) => answer === "created")).toHaveLength(1);
  });

  it("try again where the database has taken a transaction back for another one, and not for ever", async () => {
    const [store] = await open(1);
    // A sequence counts also what is taken back.
    await database.run("create sequence attempts");
    await database.run(`create function interfere() returns trigger language plpgsql as $$ begin
      if nextval('attempts') % 4 <> new.max_session_seconds then
        raise exception 'another one' using errcode = 'serialization_failure';
      end if; return new; end $$`);
    await database.run(
      "create trigger interfere before insert on roles for each row execute function interfere()",
    );
    const role = { account, trustPolicy: "{}", policies: [] };
    const seedOf = (name: string, maxSessionSeconds: number) => ({
      ...{ instances: [], keys: [], secrets: [], groups: [], accessKeys: [], users: [], recipients: [] },
      roles: [{ ...role, name, maxSessionSeconds }],
    });
    await expect(store?.seed(seedOf("never", 9))).rejects.toMatchObject({ reason: "unavailable" });
    expect(await database.run("select last_value::int as tried from attempts")).toEqual([{ tried: 4 }]);
    expect(await store?.seed(seedOf("third", 3))).toBe(true);
    expect(await database.run("select last_value::int as tried from attempts")).toEqual([{ tried: 7 }]);
    expect(await database.run("select name from roles")).toEqual([{ name: "third" }]);
  });

  it("raise the epoch of what they change, in the same transaction", async () => {
    const [store] = await open(1);
    const epochs = () => database.run("select account, region, epoch::int from epochs order by region");
    await store?.identities.write.createUser(aUser("ci"), []);
    await store?.identities.write.deleteUser(account, "ci");
    await expect(store?.identities.write.createUser(aUser("\0"), [])).rejects.toMatchObject({
      reason: "refused",
    });
    await store?.scoped(home).policies.write.set("no key", "{}");
    await store?.settings.write.getOrPut("a", new Uint8Array(1));
    await store?.checkWrites();
    expect(await epochs()).toEqual([
      { account, region: "", epoch: 2 },
      { account, region: "cn-hangzhou", epoch: 1 },
    ]);
  });
});
