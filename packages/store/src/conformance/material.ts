import type { KeyStore, KeyWriter } from "../store.ts";
import { HOME, START, storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { addVersion, aKey, aVersion, createKey, purge, scheduleDeletion, versionIdOf } from "./fixtures.ts";

/** A key whose version is in the custody `pkcs11:token`. */
async function createTokenKey(write: KeyWriter, name: string): Promise<void> {
  await write.createKey(aKey(name), aVersion(name, { custody: "pkcs11:token" }), []);
}

async function idsOf(store: KeyStore, custody: string): Promise<readonly string[]> {
  return (await store.materialOf(custody)).map(({ id }) => id);
}

export const materialChecks = [
  storeCheck("lists the versions of one custody, as they were made, oldest first", async (bench) => {
    const { store, write } = bench;
    await createTokenKey(write, "b");
    await createKey(write, "host");
    await createTokenKey(write, "a");
    expectSame(
      await store.materialOf("pkcs11:token"),
      ["b", "a"].map((name) => aVersion(name, { custody: "pkcs11:token" })),
    );
    expectSame(await idsOf(store, "pkcs11:Token"), []);
    expectSame(await idsOf(store, "pkcs11"), []);
    expectSame(await idsOf(store, "pkcs11:token\0"), []);
  }),

  storeCheck("lists a custody's versions of every account and region", async ({ store, write }) => {
    await createKey(write, "a");
    const elsewhere = [
      { ...HOME, account: "1000000000000002" },
      { ...HOME, region: "cn-beijing" },
    ];
    for (const [index, scope] of elsewhere.entries())
      await createKey(store.scoped(scope).write, `elsewhere-${String(index)}`);
    expectSame(await idsOf(store, "host"), ["a", "elsewhere-0", "elsewhere-1"].map(versionIdOf));
  }),

  storeCheck("lists every version of a key, until it is purged", async ({ store, write, time }) => {
    await createKey(write, "a");
    await addVersion(write, "second", "a", { makePrimary: true });
    await scheduleDeletion(write, "a", START + 1);
    time.now = START + 1;
    expectSame(await idsOf(store, "host"), ["a", "second"].map(versionIdOf));
    await purge(store, START + 1);
    expectSame(await idsOf(store, "host"), []);
  }),
];
