import { expectSame } from "@keyferry/conformance";
import { startTime, storeCheck } from "../bench/check.ts";
import { aKey, anotherVersion, createKey, scheduleDeletion, versionIdOf } from "../bench/fixtures.ts";

const enabled = ["Enabled"] as const;
const hour = 3_600_000;
const rotated = (newestAt: number) => ({
  rotatedAt: newestAt,
  rotation: { intervalSeconds: 3600, nextAt: newestAt + hour },
});

export const rotationChecks = [
  storeCheck(
    "has new versions made by themselves, so long after the newest one, and ends that",
    async ({ home }) => {
      await createKey(home, "a", { rotatedAt: startTime + 5 });
      expectSame(await home.keys.write.setRotation("key-a", 3600, enabled), true);
      expectSame(await home.keys.read.byId("key-a"), aKey("a", rotated(startTime + 5)));
      expectSame(await home.keys.write.setRotation("key-a", null, enabled), true);
      expectSame(await home.keys.read.byId("key-a"), aKey("a", { rotatedAt: startTime + 5 }));
    },
  ),

  storeCheck(
    "has none made of a key in another state, or of one that is not there",
    async ({ home, time }) => {
      await createKey(home, "off", { state: "Disabled" });
      await createKey(home, "gone");
      await scheduleDeletion(home, "gone", time.now + 1);
      time.now += 1;
      for (const id of ["key-off", "key-gone", "key-none"]) {
        expectSame(
          [id, await home.keys.write.setRotation(id, 3600, [...enabled, "PendingDeletion"])],
          [id, false],
        );
      }
    },
  ),

  storeCheck("counts from the newest version, whoever has made it", async ({ home }) => {
    await createKey(home, "a", rotated(startTime));
    const options = { keyStates: enabled, maxVersions: 9 };
    const version = { ...anotherVersion("second", "a"), createdAt: startTime + 7 };
    expectSame(await home.keys.write.addVersion(version, { ...options, makePrimary: false }), "added");
    expectSame(await home.keys.read.byId("key-a"), aKey("a", rotated(startTime + 7)));
  }),

  storeCheck("tells the enabled keys of all scopes whose next version is due", async ({ home, store }) => {
    await createKey(home, "late", rotated(startTime - 1));
    await createKey(home, "later", rotated(startTime - 2));
    await createKey(home, "off", { state: "Disabled", ...rotated(startTime - 3) });
    await createKey(home, "soon", rotated(startTime + 1));
    await createKey(home, "never");
    const elsewhere = { account: "2000000000000000", region: "cn-beijing" };
    await createKey(store.scoped(elsewhere), "far", rotated(startTime));
    const { keys, refused } = await store.everywhere.keys.read.dueForRotation(startTime + hour);
    expectSame(
      keys.map(({ key }) => key.id),
      ["key-later", "key-late", "key-far"],
    );
    expectSame(keys[2]?.scope, elsewhere);
    expectSame(refused, []);
  }),

  storeCheck("lets one of two make the version that is due", async ({ home }) => {
    await createKey(home, "a", rotated(startTime));
    const add = (name: string, dueBy: number) =>
      home.keys.write.addVersion(
        { ...anotherVersion(name, "a"), createdAt: startTime + hour },
        { makePrimary: true, keyStates: enabled, maxVersions: 9, dueBy },
      );
    expectSame(await add("early", startTime + hour - 1), "key not usable");
    const outcomes = await Promise.all([add("one", startTime + hour), add("two", startTime + hour)]);
    expectSame(outcomes.toSorted(), ["added", "key not usable"]);
    const winner = outcomes[0] === "added" ? "one" : "two";
    const key = aKey("a", { primaryVersionId: versionIdOf(winner), ...rotated(startTime + hour) });
    expectSame(await home.keys.read.byId("key-a"), key);
  }),
];
