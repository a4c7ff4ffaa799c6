import { expectSame } from "@keyferry/conformance";
import type { ScopedStore } from "../../aggregates.ts";
import type { KeyStore } from "../../store.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import {
  addVersion,
  aKey,
  aVersion,
  createKey,
  purge,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";

/** A key whose version is in the custody `pkcs11:token`. */
async function createTokenKey(home: ScopedStore, name: string): Promise<void> {
  await home.keys.write.create(aKey(name), aVersion(name, { custody: "pkcs11:token" }), []);
}

async function idsOf(store: KeyStore, custody: string): Promise<readonly string[]> {
  return (await store.everywhere.keys.read.inCustody(custody)).map(({ id }) => id);
}

export const materialChecks = [
  storeCheck("lists the versions of one custody, as they were made, oldest first", async (bench) => {
    const { store, home } = bench;
    await createTokenKey(home, "b");
    await createKey(home, "host");
    await createTokenKey(home, "a");
    expectSame(
      await store.everywhere.keys.read.inCustody("pkcs11:token"),
      ["b", "a"].map((name) => aVersion(name, { custody: "pkcs11:token" })),
    );
    expectSame(await idsOf(store, "pkcs11:Token"), []);
    expectSame(await idsOf(store, "pkcs11"), []);
    expectSame(await idsOf(store, "pkcs11:token\0"), []);
  }),

  storeCheck("lists a custody's versions of every account and region", async ({ store, home }) => {
    await createKey(home, "a");
    const elsewhere = [
      { ...homeScope, account: "1000000000000002" },
      { ...homeScope, region: "cn-beijing" },
    ];
    for (const [index, scope] of elsewhere.entries()) {
      await createKey(store.scoped(scope), `elsewhere-${String(index)}`);
    }
    expectSame(await idsOf(store, "host"), ["a", "elsewhere-0", "elsewhere-1"].map(versionIdOf));
  }),

  storeCheck("lists every version of a key, until it is purged", async ({ store, home, time }) => {
    await createKey(home, "a");
    await addVersion(home, "second", "a", { makePrimary: true });
    await scheduleDeletion(home, "a", startTime + 1);
    time.now = startTime + 1;
    expectSame(await idsOf(store, "host"), ["a", "second"].map(versionIdOf));
    await purge(store, startTime + 1);
    expectSame(await idsOf(store, "host"), []);
  }),
];
