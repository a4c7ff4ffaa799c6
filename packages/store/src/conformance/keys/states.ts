import { expectSame } from "@keyferry/conformance";
import { startTime, storeCheck } from "../bench/check.ts";
import { aKey, createKey, scheduleDeletion, versionIdOf } from "../bench/fixtures.ts";

const disabling = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;

export const stateChecks = [
  storeCheck("changes the state of a key that is in one of the states asked for", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    expectSame(
      await home.keys.write.changeState("key-a", { ...disabling, from: ["PendingImport", "Enabled"] }),
      true,
    );
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { state: "Disabled" }));
    expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.key.state, "Disabled");
    expectSame(await home.keys.read.byId("key-b"), aKey("b"));
  }),

  storeCheck("leaves a key in another state, and says so", async ({ home }) => {
    await createKey(home, "a", { state: "Disabled" });
    expectSame(await home.keys.write.changeState("key-a", disabling), false);
    expectSame(await home.keys.write.changeState("key-a", { ...disabling, from: [] }), false);
    expectSame(await home.keys.write.changeState("key-b", disabling), false);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { state: "Disabled" }));
  }),

  storeCheck("keeps the time of deletion with the state, and clears it", async ({ home }) => {
    await createKey(home, "a");
    const deleteAt = startTime + 7 * 86_400_000;
    expectSame(await scheduleDeletion(home, "a", deleteAt), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { state: "PendingDeletion", deleteAt }));
    const cancel = { from: ["PendingDeletion"], to: "Enabled", deleteAt: null } as const;
    expectSame(await home.keys.write.changeState("key-a", cancel), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
  }),

  storeCheck("lets one of many equal changes win", async ({ home }) => {
    await createKey(home, "a");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => home.keys.write.changeState("key-a", disabling)),
    );
    expectSame(answers.filter((won) => won).length, 1);
    expectSame((await home.keys.read.byId("key-a"))?.state, "Disabled");
  }),

  storeCheck("lets one of two contrary changes win, and keeps what it set", async ({ home }) => {
    await createKey(home, "a");
    const [disabled, scheduled] = await Promise.all([
      home.keys.write.changeState("key-a", disabling),
      scheduleDeletion(home, "a", startTime + 1000),
    ]);
    expectSame(disabled !== scheduled, true);
    const key = await home.keys.read.byId("key-a");
    expectSame(key?.state, disabled ? "Disabled" : "PendingDeletion");
    expectSame(key?.deleteAt, disabled ? null : startTime + 1000);
  }),
];
