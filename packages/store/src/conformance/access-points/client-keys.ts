import { expectSame } from "@keyferry/conformance";
import type { ScopedStore } from "../../aggregates.ts";
import { aClientKey, anAccessPoint } from "../bench/access-fixtures.ts";
import { homeScope, storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";

/** Two access points. */
async function createPoints(home: ScopedStore): Promise<void> {
  for (const name of ["one", "two"]) await home.accessPoints.write.create(anAccessPoint(name), 9);
}

const listed = async ({ clientKeys }: ScopedStore, accessPoint?: string) =>
  (await clientKeys.read.list(accessPoint)).map(({ id }) => id);

export const clientKeyChecks = [
  storeCheck("keeps all of a client key", async ({ home }) => {
    await createPoints(home);
    const key = aClientKey("k1", "one", { notBefore: 17, notAfter: 253_402_300_799_999, createdAt: 18 });
    expectSame(await home.clientKeys.write.create(key, 9), "created");
    expectSame(await home.clientKeys.read.byId("k1"), key);
    expectSame(await home.clientKeys.read.list(), [key]);
  }),

  storeCheck("gives out copies of a certificate, and keeps its own", async ({ home }) => {
    await createPoints(home);
    const given = aClientKey("k1", "one");
    await home.clientKeys.write.create(given, 9);
    given.certificate.fill(0);
    (await home.clientKeys.read.byId("k1"))?.certificate.fill(0);
    (await home.clientKeys.read.list())[0]?.certificate.fill(0);
    expectSame(await home.clientKeys.read.byId("k1"), aClientKey("k1", "one"));
  }),

  storeCheck("lists the client keys of an access point, or all, oldest first", async ({ home }) => {
    await createPoints(home);
    for (const [id, point] of [
      ["c", "one"],
      ["a", "two"],
      ["b", "one"],
    ] as const) {
      await home.clientKeys.write.create(aClientKey(id, point), 9);
    }
    expectSame(await listed(home), ["c", "a", "b"]);
    expectSame(await listed(home, "one"), ["c", "b"]);
    expectSame(await listed(home, "three"), []);
    expectSame(await listed(home, "one\0"), []);
  }),

  storeCheck(
    "makes no client key without its access point, and no more than there may be",
    async ({ home }) => {
      expectSame(await home.clientKeys.write.create(aClientKey("a", "one"), 9), "no access point");
      await createPoints(home);
      expectSame(await home.clientKeys.write.create(aClientKey("a", "one"), 2), "created");
      expectSame(await home.clientKeys.write.create(aClientKey("b", "two"), 2), "created");
      expectSame(await home.clientKeys.write.create(aClientKey("c", "two"), 2), "too many");
      await expectStoreError(home.clientKeys.write.create(aClientKey("a", "two"), 9), "refused");
      expectSame(await listed(home), ["a", "b"]);
      expectSame(await home.clientKeys.read.count(), 2);
    },
  ),

  storeCheck("deletes a client key", async ({ home }) => {
    await createPoints(home);
    for (const id of ["a", "b"]) await home.clientKeys.write.create(aClientKey(id, "one"), 9);
    for (const id of ["c", "A", "a\0"]) expectSame(await home.clientKeys.write.delete(id), false);
    expectSame(await home.clientKeys.write.delete("a"), true);
    expectSame(await home.clientKeys.read.byId("a"), undefined);
    expectSame(await listed(home), ["b"]);
  }),

  storeCheck("deletes client keys with their access point, and no others", async ({ home }) => {
    await createPoints(home);
    for (const [id, point] of [
      ["a", "one"],
      ["b", "two"],
      ["c", "one"],
    ] as const) {
      await home.clientKeys.write.create(aClientKey(id, point), 9);
    }
    expectSame(await home.accessPoints.write.delete("one"), true);
    expectSame(await listed(home), ["b"]);
    expectSame(await home.clientKeys.read.byId("a"), undefined);
    await home.accessPoints.write.create(anAccessPoint("one"), 9);
    expectSame(await listed(home, "one"), []);
  }),

  storeCheck("keeps the client keys of scopes apart", async ({ store, home }) => {
    await createPoints(home);
    await home.clientKeys.write.create(aClientKey("a", "one"), 1);
    for (const scope of [
      { ...homeScope, account: "1000000000000002" },
      { ...homeScope, region: "cn-beijing" },
    ]) {
      const other = store.scoped(scope);
      expectSame(await other.clientKeys.read.byId("a"), undefined);
      expectSame(await listed(other), []);
      expectSame(await other.clientKeys.write.delete("a"), false);
      expectSame(await other.clientKeys.write.create(aClientKey("a", "one"), 1), "no access point");
      await createPoints(other);
      expectSame(await other.clientKeys.write.create(aClientKey("a", "one"), 1), "created");
      expectSame(await other.accessPoints.write.delete("one"), true);
    }
    expectSame(await home.clientKeys.read.byId("a"), aClientKey("a", "one"));
  }),
];
