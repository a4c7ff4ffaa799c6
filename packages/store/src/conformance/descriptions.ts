import { storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
import { aKey, createKey, versionIdOf } from "./fixtures.ts";

export const descriptionChecks = [
  storeCheck("describes a key anew, and changes nothing else", async ({ read, write }) => {
    await createKey(write, "a", { description: "old" });
    await createKey(write, "b", { description: "old" });
    expectSame(await write.updateDescription("key-a", "new", ["Disabled", "Enabled"]), true);
    expectSame(await read.keyById("key-a"), aKey("a", { description: "new" }));
    expectSame((await read.keyByVersion(versionIdOf("a")))?.key.description, "new");
    expectSame(await read.keyById("key-b"), aKey("b", { description: "old" }));
  }),

  storeCheck("lets a description be empty, and the same as before", async ({ read, write }) => {
    await createKey(write, "a", { description: "old" });
    expectSame(await write.updateDescription("key-a", "old", ["Enabled"]), true);
    expectSame(await read.keyById("key-a"), aKey("a", { description: "old" }));
    expectSame(await write.updateDescription("key-a", "", ["Enabled"]), true);
    expectSame(await read.keyById("key-a"), aKey("a"));
  }),

  storeCheck("leaves the description of a key in another state, and says so", async ({ read, write }) => {
    await createKey(write, "a", { state: "Disabled", description: "old" });
    expectSame(await write.updateDescription("key-a", "new", ["Enabled", "PendingImport"]), false);
    expectSame(await write.updateDescription("key-a", "new", []), false);
    expectSame(await write.updateDescription("key-b", "new", ["Disabled"]), false);
    expectSame(await read.keyById("key-a"), aKey("a", { state: "Disabled", description: "old" }));
  }),

  storeCheck("describes a key without taking back a change of its state", async ({ read, write }) => {
    await createKey(write, "a");
    const disable = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    const [described, disabled] = await Promise.all([
      write.updateDescription("key-a", "new", ["Enabled", "Disabled"]),
      write.changeKeyState("key-a", disable),
    ]);
    expectSame([described, disabled], [true, true]);
    expectSame(await read.keyById("key-a"), aKey("a", { state: "Disabled", description: "new" }));
  }),
];
