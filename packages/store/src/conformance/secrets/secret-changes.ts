import { expectSame } from "@keyferry/conformance";
import type { SecretChange } from "../../secrets/contract.ts";
import { startTime, storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { aRotation, aSecret, aSecretVersion, createSecret, deleteSecret } from "../bench/secret-fixtures.ts";

const moved = [
  { name: "ACSCurrent", versionId: "v2" },
  { name: "ACSPrevious", versionId: "v1" },
];

export const secretChangeChecks = [
  storeCheck("changes what of a secret can change, and adds and drops versions", async ({ home }) => {
    await createSecret(home, "a");
    await createSecret(home, "b");
    const set = {
      description: "another",
      keyId: "key-b",
      updatedAt: startTime + 1,
      deleteAt: startTime + 2,
      stages: [{ name: "ACSCurrent", versionId: "v2" }],
      extendedConfig: "{}",
      rotation: aRotation(null, { begun: { until: startTime + 3, versionId: null } }),
    };
    const add = [aSecretVersion("a", "v2")];
    expectSame(await home.secrets.write.change("a", () => ({ set, add, drop: ["v1"] })), "changed");
    expectSame(await home.secrets.read.byName("a"), aSecret("a", set));
    expectSame(await home.secrets.read.version("a", "v1"), undefined);
    expectSame(await home.secrets.read.version("a", "v2"), aSecretVersion("a", "v2"));
    expectSame(await home.secrets.read.byName("b"), aSecret("b"));
    expectSame(await home.secrets.read.version("b", "v1"), aSecretVersion("b", "v1"));
  }),

  storeCheck("decides by the secret as it is then, once, and hands a refusal on", async ({ home }) => {
    await createSecret(home, "a");
    const { write, read } = home.secrets;
    await write.change("a", () => ({ set: { stages: moved }, add: [aSecretVersion("a", "v2")] }));
    const seen: unknown[] = [];
    const refused = await write.change("a", (held) => {
      seen.push(held);
      return "not now";
    });
    expectSame(refused, "not now");
    expectSame(seen, [
      {
        secret: aSecret("a", { stages: moved }),
        versions: ["v1", "v2"].map((id) => ({ id, createdAt: startTime })),
      },
    ]);
    expectSame((await read.byName("a"))?.stages, moved);
  }),

  storeCheck("changes nothing when versions and labels would not go together", async ({ home }) => {
    await createSecret(home, "a");
    const wrong: readonly SecretChange[] = [
      { set: { stages: moved } },
      { set: {}, drop: ["v1"] },
      { set: { rotation: aRotation(null, { begun: { until: 0, versionId: "v2" } }) } },
      { set: {}, add: [aSecretVersion("a", "v1")] },
      { set: {}, add: [aSecretVersion("b", "v2")] },
      { set: { description: "x", stages: [...aSecret("a").stages, ...aSecret("a").stages] } },
    ];
    for (const change of wrong) {
      await expectStoreError(
        home.secrets.write.change("a", () => change),
        "refused",
      );
      expectSame(await home.secrets.read.byName("a"), aSecret("a"));
      expectSame(await home.secrets.read.versions("a"), [{ id: "v1", createdAt: startTime }]);
    }
  }),

  storeCheck("of many changes at once each sees those before it", async ({ home }) => {
    await createSecret(home, "a");
    const ids = Array.from({ length: 8 }, (_, index) => `n${String(index)}`);
    await Promise.all(
      ids.map((id) =>
        home.secrets.write.change("a", ({ secret }) => ({
          set: { description: `${secret.description}+` },
          add: [aSecretVersion("a", id)],
        })),
      ),
    );
    expectSame((await home.secrets.read.byName("a"))?.description, "+".repeat(ids.length));
    expectSame((await home.secrets.read.versions("a")).length, ids.length + 1);
  }),

  storeCheck("changes and deletes no secret that is not there", async ({ home }) => {
    const asked: string[] = [];
    const change = () => home.secrets.write.change("a", () => (asked.push("a"), { set: {} }));
    expectSame(await change(), "no secret");
    expectSame(await deleteSecret(home, "a"), "no secret");
    expectSame(asked, []);
  }),

  storeCheck(
    "changes no tags of a secret that waits for its deletion, nor of any beside it",
    async ({ home }) => {
      const tags = [{ key: "team", value: "pay" }];
      await createSecret(home, "a", {}, tags);
      await createSecret(home, "waits", { deleteAt: startTime + 1_000 }, tags);
      const change = { type: "secret", ids: ["a", "waits"], states: [] } as const;
      expectSame(await home.tags.write.put(change, [{ key: "stage", value: "test" }], 20), "not usable");
      expectSame(await home.tags.write.remove(change, "all"), "not usable");
      for (const name of change.ids) expectSame(await home.tags.read.of("secret", name), tags);
      await home.secrets.write.change("waits", () => ({ set: { deleteAt: null } }));
      expectSame(await home.tags.write.remove(change, "all"), "changed");
      for (const name of change.ids) expectSame(await home.tags.read.of("secret", name), []);
    },
  ),

  storeCheck("deletes a secret with its versions, and no other; its name is free", async ({ home }) => {
    await createSecret(home, "a", {}, [{ key: "team", value: "pay" }]);
    await createSecret(home, "b");
    const change = { type: "secret", ids: ["a", "b"], states: [] } as const;
    expectSame(await home.tags.write.put(change, [{ key: "stage", value: "test" }], 20), "changed");
    expectSame((await home.tags.read.of("secret", "a")).length, 2);
    expectSame(await deleteSecret(home, "a"), "deleted");
    expectSame(await home.tags.read.of("secret", "a"), []);
    expectSame((await home.tags.read.of("secret", "b")).length, 1);
    expectSame(await home.secrets.read.byName("a"), undefined);
    expectSame(await home.secrets.read.version("a", "v1"), undefined);
    expectSame(await home.secrets.read.version("b", "v1"), aSecretVersion("b", "v1"));
    expectSame(await createSecret(home, "a", { description: "new" }), "created");
    expectSame(await home.tags.read.of("secret", "a"), []);
    expectSame(await home.secrets.read.versions("a"), [{ id: "v1", createdAt: startTime }]);
  }),
];
