import { expectSame } from "@keyferry/conformance";
import { noMaterial } from "../../keys/records.ts";
import { startTime, storeCheck } from "../bench/check.ts";
import { aKey, aVersion, createKey, listedKeys, scheduleDeletion, versionIdOf } from "../bench/fixtures.ts";
import { bytes, change, createWaiting, expiresAt, imported, nothing } from "../bench/imported-fixtures.ts";

/** What happens to imported material, and at the same time to its key. */
export const materialRaceChecks = [
  storeCheck("lets one of two imports win", async ({ home }) => {
    await createWaiting(home);
    const outcomes = await Promise.all([
      change(home),
      change(home, { to: { ...imported, material: bytes(9) } }),
    ]);
    expectSame(outcomes.filter(Boolean).length, 1);
  }),

  storeCheck(
    "keeps a key to what was imported first, though that was taken away meanwhile",
    async ({ home }) => {
      await createWaiting(home);
      await change(home);
      const bound = { ...noMaterial, fingerprint: imported.fingerprint };
      const removal = {
        from: imported,
        to: bound,
        expiresAt: null,
        states: { Enabled: "PendingImport" },
      } as const;
      expectSame(await change(home, removal), true);
      const other = { ...imported, material: bytes(9), fingerprint: bytes(8) };
      expectSame(await change(home, { to: other }), false);
      expectSame(
        await change(home, { from: { ...bound, fingerprint: other.fingerprint }, to: other }),
        false,
      );
      expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.version, aVersion("a", bound));
      expectSame(await change(home, { from: bound }), true);
    },
  ),

  storeCheck(
    "takes away as expired only what has expired, though it is the same material",
    async ({ home }) => {
      await createWaiting(home);
      await change(home);
      const renewal = { from: imported, states: { Enabled: "Enabled" } } as const;
      const removal = {
        from: imported,
        to: { ...noMaterial, fingerprint: imported.fingerprint },
        expiresAt: null,
        states: { Enabled: "PendingImport" },
        expiredBy: expiresAt,
      } as const;
      for (const renewed of [expiresAt + 1, null]) {
        expectSame(await change(home, { ...renewal, expiresAt: renewed }), true);
        expectSame([renewed, await change(home, removal)], [renewed, false]);
      }
      expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.version, aVersion("a", imported));
      expectSame((await home.keys.read.byId("key-a"))?.state, "Enabled");
      await change(home, { ...renewal, expiresAt });
      expectSame(await change(home, removal), true);
    },
  ),

  storeCheck("has a key that is kept after all wait for material where it has none", async ({ home }) => {
    await createWaiting(home, { state: "Enabled" });
    const scheduled = { state: "PendingDeletion", deleteAt: startTime + 9_000 } as const;
    const cancel = {
      from: ["PendingDeletion"],
      to: "Enabled",
      withoutMaterial: "PendingImport",
      deleteAt: null,
    } as const;
    const states = { PendingDeletion: "PendingDeletion" } as const;
    for (const [from, to, expected] of [
      [nothing, imported, "Enabled"],
      [imported, { ...noMaterial, fingerprint: imported.fingerprint }, "PendingImport"],
    ] as const) {
      await scheduleDeletion(home, "a", scheduled.deleteAt);
      expectSame((await home.keys.read.byId("key-a"))?.state, scheduled.state);
      expectSame(await change(home, { from, to, expiresAt: null, states }), true);
      expectSame(await home.keys.write.changeState("key-a", cancel), true);
      expectSame(await home.keys.read.byId("key-a"), aKey("a", { origin: "EXTERNAL", state: expected }));
    }
  }),

  storeCheck("lists a key whose material has expired as one that waits for it", async ({ home, time }) => {
    await createWaiting(home);
    await change(home);
    await createKey(home, "enabled");
    const found = (...state: readonly string[]) => listedKeys(home, { state });
    time.now = expiresAt - 1;
    expectSame(await found("Enabled"), ["key-a", "key-enabled"]);
    expectSame(await found("PendingImport"), []);
    time.now = expiresAt;
    expectSame(await found("Enabled"), ["key-enabled"]);
    expectSame(await found("PendingImport"), ["key-a"]);
    expectSame(await found("PendingImport", "Enabled"), ["key-a", "key-enabled"]);
    await scheduleDeletion(home, "a", expiresAt + 9_000);
    expectSame(await found("PendingImport"), []);
    expectSame(await found("PendingDeletion"), ["key-a"]);
  }),
];
