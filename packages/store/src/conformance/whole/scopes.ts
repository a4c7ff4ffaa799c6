import { expectSame } from "@keyferry/conformance";
import type { StoreScope } from "../../scope.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import {
  addVersion,
  aKey,
  anAlias,
  anInstance,
  aVersion,
  createAlias,
  createKey,
  listedKeys,
  listedVersions,
  purge,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";
import { aSecret, aSecretVersion, createSecret, deleteSecret } from "../bench/secret-fixtures.ts";

const elsewhereScopes: readonly (readonly [string, StoreScope])[] = [
  ["another account", { account: "1000000000000002", region: homeScope.region }],
  ["another region", { account: homeScope.account, region: "cn-beijing" }],
];

export const scopeChecks = elsewhereScopes.flatMap(([where, scope]) => [
  storeCheck(`shows nothing of one scope to ${where}`, async ({ store, home }) => {
    await createKey(home, "a", {}, [{ key: "team", value: "payments" }]);
    await createAlias(home, "one", "a");
    await home.instances.write.create(anInstance("one"));
    await createKey(home, "inside", { instance: anInstance("one").id, policy: "{}" });
    const other = store.scoped(scope);
    expectSame(await other.keys.read.byId("key-a"), undefined);
    expectSame(await other.aliases.read.keyOf("alias/one"), undefined);
    expectSame(await other.keys.read.byVersion(versionIdOf("a")), undefined);
    expectSame(await other.aliases.read.byName("alias/one"), undefined);
    expectSame(await other.tags.read.of("key", "key-a"), []);
    expectSame(await other.instances.read.byId(anInstance("one").id), undefined);
    expectSame(await other.instances.read.list(), []);
    const page = { offset: 0, limit: 10 };
    expectSame(await other.keys.read.list({}, page), { items: [], total: 0 });
    expectSame(await other.keys.read.list({ tagKey: ["team"] }, page), { items: [], total: 0 });
    expectSame(await other.aliases.read.list(page), { items: [], total: 0 });
    expectSame(await other.aliases.read.list(page, "key-a"), { items: [], total: 0 });
    expectSame(await other.keys.read.listVersions("key-a", page), { items: [], total: 0 });
    await createSecret(home, "a");
    expectSame(await other.secrets.read.byName("a"), undefined);
    expectSame(await other.secrets.read.version("a", "v1"), undefined);
    expectSame(await other.secrets.read.versions("a"), []);
    expectSame(await other.secrets.read.list({}, page), { items: [], total: 0 });
  }),

  storeCheck(`lets ${where} change nothing of one scope`, async ({ store, home }) => {
    await createKey(home, "a");
    await createAlias(home, "one", "a");
    await home.instances.write.create(anInstance("one"));
    await createKey(home, "inside", { instance: anInstance("one").id, policy: "{}" });
    const other = store.scoped(scope);
    expectSame(await scheduleDeletion(other, "a", startTime + 1), false);
    expectSame(await createAlias(other, "two", "a"), "key not usable");
    expectSame(await other.aliases.write.delete("alias/one", "key-a"), "no alias");
    expectSame(await other.keys.write.updateDescription("key-a", "changed", ["Enabled"]), false);
    expectSame(await addVersion(other, "second", "a", { makePrimary: true }), "key not usable");
    await createKey(other, "b");
    const move = { from: "key-a", to: "key-b" };
    expectSame(await other.aliases.write.move("alias/one", move, ["Enabled"]), "no alias");
    expectSame(await home.aliases.write.move("alias/one", move, ["Enabled"]), "key not usable");
    const { id } = anInstance("one");
    expectSame(
      await other.instances.write.connect(id, { vpcId: "vpc", vSwitchIds: [], zoneIds: [], connectedAt: 1 }),
      "not found",
    );
    expectSame(await other.instances.write.bindVpcs(id, []), false);
    expectSame(await other.instances.write.setPublicAccess(id, true), false);
    expectSame(await other.instances.write.delete(id), "not found");
    expectSame(await other.policies.write.set("key-inside", "changed"), false);
    expectSame(await createKey(other, "c", { instance: id }), "no instance");
    await createSecret(home, "a");
    expectSame(await other.secrets.write.change("a", () => ({ set: {} })), "no secret");
    expectSame(await deleteSecret(other, "a"), "no secret");
    expectSame(await createSecret(other, "inside", { instance: id }), "no instance");
    expectSame(await home.secrets.read.byName("a"), aSecret("a"));
    expectSame((await home.keys.read.byId("key-inside"))?.policy, "{}");
    expectSame(await home.instances.read.list(), [anInstance("one")]);
    expectSame(await home.keys.read.byId("key-a"), aKey("a"));
    expectSame(await home.aliases.read.byName("alias/one"), anAlias("one", "a"));
    expectSame(await listedVersions(home, "a"), [versionIdOf("a")]);
  }),

  storeCheck(`keeps the same ids and names apart in ${where}`, async ({ store, home }) => {
    const other = store.scoped(scope);
    await createKey(home, "a", { description: "here" }, [{ key: "where", value: "here" }]);
    await createAlias(home, "one", "a");
    await home.instances.write.create(anInstance("one"));
    await createKey(other, "a", { description: "there" }, [{ key: "where", value: "there" }]);
    expectSame(await createAlias(other, "one", "a"), "created");
    await other.instances.write.create(anInstance("one"));
    expectSame(await other.instances.write.setPublicAccess(anInstance("one").id, true), true);
    expectSame(await home.instances.read.byId(anInstance("one").id), anInstance("one"));
    await createKey(home, "inside", { instance: anInstance("one").id });
    expectSame(await other.instances.write.delete(anInstance("one").id), "deleted");
    expectSame(await home.instances.read.list(), [anInstance("one")]);
    await createKey(other, "inside");

    expectSame((await home.keys.read.byId("key-a"))?.description, "here");
    expectSame((await other.aliases.read.keyOf("alias/one"))?.description, "there");
    expectSame((await other.keys.read.byVersion(versionIdOf("a")))?.key.description, "there");
    expectSame(await home.tags.read.of("key", "key-a"), [{ key: "where", value: "here" }]);
    expectSame(await listedKeys(other, { tagValue: ["here"] }), []);
    expectSame(await createAlias(home, "only-here", "a"), "created");
    expectSame(await listedKeys(other, { aliasName: ["alias/only-here"] }), []);

    await createSecret(home, "a", { description: "here" });
    expectSame(await createSecret(other, "a", { description: "there" }), "created");
    await other.secrets.write.change("a", () => ({ set: { description: "over there" } }));
    expectSame((await home.secrets.read.byName("a"))?.description, "here");
    expectSame(await deleteSecret(other, "a"), "deleted");
    expectSame(await home.secrets.read.version("a", "v1"), aSecretVersion("a", "v1"));

    await other.keys.write.updateDescription("key-a", "over there", ["Enabled"]);
    expectSame((await home.keys.read.byId("key-a"))?.description, "here");
    await createKey(other, "b");
    const move = { from: "key-a", to: "key-b" };
    expectSame(await other.aliases.write.move("alias/one", move, ["Enabled"]), "updated");
    expectSame((await home.aliases.read.keyOf("alias/one"))?.id, "key-a");
    expectSame(await addVersion(other, "second", "a", { makePrimary: true, maxVersions: 2 }), "added");
    expectSame((await home.keys.read.byId("key-a"))?.primaryVersionId, versionIdOf("a"));
    expectSame(await listedVersions(home, "a"), [versionIdOf("a")]);
    expectSame(await addVersion(home, "second", "a", { maxVersions: 2 }), "added");

    await scheduleDeletion(other, "a", startTime + 1);
    expectSame((await home.keys.read.byId("key-a"))?.state, "Enabled");
    expectSame((await purge(store, startTime + 1)).length, 2);
    expectSame(await listedVersions(home, "a"), ["a", "second"].map(versionIdOf));
    expectSame((await home.aliases.read.keyOf("alias/one"))?.description, "here");
    expectSame(await home.tags.read.of("key", "key-a"), [{ key: "where", value: "here" }]);
    expectSame((await home.keys.read.byVersion(versionIdOf("a")))?.version, aVersion("a"));
  }),
]);
