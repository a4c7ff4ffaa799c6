import { expectSame } from "@keyferry/conformance";
import { storeCheck } from "../bench/check.ts";
import { aKey, createKey, scheduleDeletion } from "../bench/fixtures.ts";

const schedule = { from: ["Enabled"], to: "PendingDeletion", deleteAt: 9_000_000_000_000 } as const;

export const deletionProtectionChecks = [
  storeCheck("protects a key from deletion, and ends that", async ({ home }) => {
    await createKey(home, "a");
    await createKey(home, "b");
    const set = (why: string | null) => home.keys.write.setDeletionProtection("key-a", why, ["Enabled"]);
    expectSame(await set("in use"), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { deletionProtection: "in use" }));
    expectSame(await set(""), true);
    expectSame((await home.keys.read.byId("key-a"))?.deletionProtection, "");
    expectSame(await home.keys.read.byId("key-b"), aKey("b"));
    expectSame(await set(null), true);
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
  }),

  storeCheck("leaves a protected key where it is, but for other states", async ({ home }) => {
    await createKey(home, "a", { deletionProtection: "" });
    expectSame(await home.keys.write.changeState("key-a", schedule), false);
    expectSame(await home.keys.read.byId("key-a"), aKey("a", { deletionProtection: "" }));
    const disable = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    expectSame(await home.keys.write.changeState("key-a", disable), true);
  }),

  storeCheck("protects no key in another state, and none that is not there", async ({ home }) => {
    await createKey(home, "a");
    await scheduleDeletion(home, "a", 9_000_000_000_000);
    expectSame(await home.keys.write.setDeletionProtection("key-a", "late", ["Enabled"]), false);
    expectSame(await home.keys.write.setDeletionProtection("key-b", "none", ["Enabled"]), false);
    expectSame((await home.keys.read.byId("key-a"))?.deletionProtection, null);
  }),

  storeCheck("lets one of two win: the protection, or the deletion", async ({ home }) => {
    await createKey(home, "a");
    const [protectedFirst, scheduled] = await Promise.all([
      home.keys.write.setDeletionProtection("key-a", "in use", ["Enabled"]),
      home.keys.write.changeState("key-a", schedule),
    ]);
    expectSame([protectedFirst, scheduled].filter(Boolean).length, 1);
    const key = await home.keys.read.byId("key-a");
    expectSame(
      [key?.state === "PendingDeletion", key?.deletionProtection ?? null],
      [scheduled, scheduled ? null : "in use"],
    );
  }),
];
