import { START, storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { aKey, createKey, scheduleDeletion, versionIdOf } from "./fixtures.ts";

const DISABLE = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;

export const stateChecks = [
  storeCheck("changes the state of a key that is in one of the states asked for", async ({ read, write }) => {
    await createKey(write, "a");
    await createKey(write, "b");
    expectSame(await write.changeKeyState("key-a", { ...DISABLE, from: ["PendingImport", "Enabled"] }), true);
    expectSame(await read.keyById("key-a"), aKey("a", { state: "Disabled" }));
    expectSame((await read.keyByVersion(versionIdOf("a")))?.key.state, "Disabled");
    expectSame(await read.keyById("key-b"), aKey("b"));
  }),

  storeCheck("leaves a key in another state, and says so", async ({ read, write }) => {
    await createKey(write, "a", { state: "Disabled" });
    expectSame(await write.changeKeyState("key-a", DISABLE), false);
    expectSame(await write.changeKeyState("key-a", { ...DISABLE, from: [] }), false);
    expectSame(await write.changeKeyState("key-b", DISABLE), false);
    expectSame(await read.keyById("key-a"), aKey("a", { state: "Disabled" }));
  }),

  storeCheck("keeps the time of deletion with the state, and clears it", async ({ read, write }) => {
    await createKey(write, "a");
    const deleteAt = START + 7 * 86_400_000;
    expectSame(await scheduleDeletion(write, "a", deleteAt), true);
    expectSame(await read.keyById("key-a"), aKey("a", { state: "PendingDeletion", deleteAt }));
    const cancel = { from: ["PendingDeletion"], to: "Enabled", deleteAt: null } as const;
    expectSame(await write.changeKeyState("key-a", cancel), true);
    expectSame(await read.keyById("key-a"), aKey("a"));
  }),

  storeCheck("lets one of many equal changes win", async ({ read, write }) => {
    await createKey(write, "a");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => write.changeKeyState("key-a", DISABLE)),
    );
    expectSame(answers.filter((won) => won).length, 1);
    expectSame((await read.keyById("key-a"))?.state, "Disabled");
  }),

  storeCheck("lets one of two contrary changes win, and keeps what it set", async ({ read, write }) => {
    await createKey(write, "a");
    const [disabled, scheduled] = await Promise.all([
      write.changeKeyState("key-a", DISABLE),
      scheduleDeletion(write, "a", START + 1000),
    ]);
    expectSame(disabled !== scheduled, true);
    const key = await read.keyById("key-a");
    expectSame(key?.state, disabled ? "Disabled" : "PendingDeletion");
    expectSame(key?.deleteAt, disabled ? null : START + 1000);
  }),
];
