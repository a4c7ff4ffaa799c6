import { expectSame } from "@keyferry/conformance";
import { storeCheck } from "../bench/check.ts";
import { aKey, createKey, versionIdOf } from "../bench/fixtures.ts";

export const descriptionChecks = [
  storeCheck("describes a key anew, and changes nothing else", async ({ home }) => {
    await createKey(home, "a", { description: "old" });
    await createKey(home, "b", { description: "old" });
    expectSame(await home.keys.write.updateDescription("key-a", "new", ["Disabled", "Enabled"]), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { description: "new" }));
    expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.key.description, "new");
    expectSame(await home.keys.read.byId("key-b"), aKey("b", { description: "old" }));
  }),

  storeCheck("lets a description be empty, and the same as before", async ({ home }) => {
    await createKey(home, "a", { description: "old" });
    expectSame(await home.keys.write.updateDescription("key-a", "old", ["Enabled"]), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { description: "old" }));
    expectSame(await home.keys.write.updateDescription("key-a", "", ["Enabled"]), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
  }),

  storeCheck("leaves the description of a key in another state, and says so", async ({ home }) => {
    await createKey(home, "a", { state: "Disabled", description: "old" });
    expectSame(await home.keys.write.updateDescription("key-a", "new", ["Enabled", "PendingImport"]), false);
    expectSame(await home.keys.write.updateDescription("key-a", "new", []), false);
    expectSame(await home.keys.write.updateDescription("key-b", "new", ["Disabled"]), false);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { state: "Disabled", description: "old" }));
  }),

  storeCheck("describes a key without taking back a change of its state", async ({ home }) => {
    await createKey(home, "a");
    const disable = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    const [described, disabled] = await Promise.all([
      home.keys.write.updateDescription("key-a", "new", ["Enabled", "Disabled"]),
      home.keys.write.changeState("key-a", disable),
    ]);
    expectSame([described, disabled], [true, true]);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { state: "Disabled", description: "new" }));
  }),
];
