import { expectSame } from "@keyferry/conformance";
import { noMaterial } from "../../keys/records.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import { aKey, aVersion, scheduleDeletion, versionIdOf } from "../bench/fixtures.ts";
import { bytes, change, createWaiting, expiresAt, imported, nothing } from "../bench/imported-fixtures.ts";

export const importedMaterialChecks = [
  storeCheck("keeps a key that waits for its material, and what is imported into it", async ({ home }) => {
    await createWaiting(home);
    const version = async () => (await home.keys.read.byVersion(versionIdOf("a")))?.version;
    expectSame(await version(), aVersion("a", noMaterial));
    expectSame(await change(home), true);
    expectSame(await version(), aVersion("a", imported));
    const enabled = aKey("a", { origin: "EXTERNAL", materialExpiresAt: expiresAt });
    expectSame(await home.keys.read.byId("key-a"), enabled);
    const to = { ...noMaterial, fingerprint: imported.fingerprint };
    const removal = { from: imported, to, expiresAt: null } as const;
    expectSame(await change(home, { ...removal, states: { Enabled: "PendingImport" } }), true);
    expectSame(await version(), aVersion("a", to));
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { origin: "EXTERNAL", state: "PendingImport" }));
  }),

  storeCheck("changes material in the states that are named, to what is named for them", async ({ home }) => {
    await createWaiting(home, { state: "Disabled" });
    expectSame(await change(home, { states: { PendingImport: "Enabled" } }), false);
    expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.version, aVersion("a", noMaterial));
    expectSame(await change(home), true);
    expectSame((await home.keys.read.byId("key-a"))?.state, "Disabled");
  }),

  storeCheck(
    "tells by the row whether material has expired, and not by what was read before",
    async ({ home }) => {
      await createWaiting(home);
      await change(home);
      await home.keys.write.changeState("key-a", { from: ["Enabled"], to: "Disabled", deleteAt: null });
      const states = { Enabled: "Enabled", Disabled: "Disabled" } as const;
      const renewal = (by: number, next: number) => ({
        ...{ from: imported, states, expiresAt: next },
        whenExpired: { by, states: { ...states, Disabled: "Enabled" } } as const,
      });
      expectSame(await change(home, renewal(expiresAt - 1, expiresAt + 5)), true);
      expectSame((await home.keys.read.byId("key-a"))?.state, "Disabled");
      expectSame(await change(home, renewal(expiresAt, expiresAt)), true);
      expectSame((await home.keys.read.byId("key-a"))?.state, "Disabled");
      expectSame(await change(home, renewal(expiresAt, expiresAt + 9)), true);
      expectSame((await home.keys.read.byId("key-a"))?.state, "Enabled");
    },
  ),

  storeCheck("changes no other material than is named, and none of another key", async ({ home }) => {
    await createWaiting(home);
    const other = aVersion("b", { keyId: "key-b" });
    await home.keys.write.create(aKey("b"), other, []);
    expectSame(await change(home, { from: { ...nothing, material: bytes(0) } }), false);
    expectSame(await change(home, { versionId: other.id, from: other }), false);
    expectSame(await change(home, { versionId: versionIdOf("nobody") }), false);
    expectSame(
      await home.keys.write.changeMaterial("key-nobody", {
        versionId: versionIdOf("a"),
        from: nothing,
        to: imported,
        expiresAt: null,
        states: { PendingImport: "Enabled" },
      }),
      false,
    );
    expectSame((await home.keys.read.byVersion(other.id))?.version, other);
    expectSame((await home.keys.read.byId("key-a"))?.state, "PendingImport");
  }),

  storeCheck("finds the keys of all scopes whose material has expired", async ({ store, home }) => {
    await createWaiting(home);
    await change(home);
    const far = store.scoped({ ...homeScope, region: "cn-beijing" });
    await createWaiting(far);
    await change(far, { expiresAt: expiresAt + 1 });
    await home.keys.write.create(aKey("forever"), aVersion("forever"), []);
    const expired = (now: number) => store.everywhere.keys.read.materialExpired(now);
    expectSame(await expired(expiresAt - 1), []);
    expectSame(await expired(expiresAt), [{ scope: homeScope, keyId: "key-a" }]);
    expectSame(
      (await expired(expiresAt + 1)).map(({ scope }) => scope.region),
      [homeScope.region, "cn-beijing"],
    );
  }),

  storeCheck("takes the material of a key that waits for its deletion, which goes on", async ({ home }) => {
    await createWaiting(home, { state: "Enabled" });
    await scheduleDeletion(home, "a", startTime + 9_000);
    const states = { PendingDeletion: "PendingDeletion" } as const;
    expectSame(await change(home, { states }), true);
    const key = await home.keys.read.byId("key-a");
    expectSame([key?.state, key?.deleteAt], ["PendingDeletion", startTime + 9_000]);
  }),
];
