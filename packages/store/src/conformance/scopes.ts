import type { StoreScope } from "../records.ts";
import { HOME, START, storeCheck } from "./check.ts";
import { expectSame } from "./expect.ts";
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
} from "./fixtures.ts";

const ELSEWHERE: readonly (readonly [string, StoreScope])[] = [
  ["another account", { account: "1000000000000002", region: HOME.region }],
  ["another region", { account: HOME.account, region: "cn-beijing" }],
];

export const scopeChecks = ELSEWHERE.flatMap(([where, scope]) => [
  storeCheck(`shows nothing of one scope to ${where}`, async ({ store, write }) => {
    await createKey(write, "a", {}, [{ key: "team", value: "payments" }]);
    await createAlias(write, "one", "a");
    await write.createInstance(anInstance("one"));
    await createKey(write, "inside", { instance: anInstance("one").id, policy: "{}" });
    const { read } = store.scoped(scope);
    expectSame(await read.keyById("key-a"), undefined);
    expectSame(await read.keyByAlias("alias/one"), undefined);
    expectSame(await read.keyByVersion(versionIdOf("a")), undefined);
    expectSame(await read.aliasByName("alias/one"), undefined);
    expectSame(await read.tagsOf("key-a"), []);
    expectSame(await read.instanceById(anInstance("one").id), undefined);
    expectSame(await read.listInstances(), []);
    const page = { offset: 0, limit: 10 };
    expectSame(await read.listKeys({}, page), { items: [], total: 0 });
    expectSame(await read.listKeys({ tagKey: ["team"] }, page), { items: [], total: 0 });
    expectSame(await read.listAliases(page), { items: [], total: 0 });
    expectSame(await read.listAliases(page, "key-a"), { items: [], total: 0 });
    expectSame(await read.listVersions("key-a", page), { items: [], total: 0 });
  }),

  storeCheck(`lets ${where} change nothing of one scope`, async ({ store, read, write }) => {
    await createKey(write, "a");
    await createAlias(write, "one", "a");
    await write.createInstance(anInstance("one"));
    await createKey(write, "inside", { instance: anInstance("one").id, policy: "{}" });
    const other = store.scoped(scope).write;
    expectSame(await scheduleDeletion(other, "a", START + 1), false);
    expectSame(await createAlias(other, "two", "a"), "key not usable");
    expectSame(await other.deleteAlias("alias/one", "key-a"), "no alias");
    expectSame(await other.updateDescription("key-a", "changed", ["Enabled"]), false);
    expectSame(await addVersion(other, "second", "a", { makePrimary: true }), "key not usable");
    await createKey(other, "b");
    const move = { from: "key-a", to: "key-b" };
    expectSame(await other.updateAlias("alias/one", move, ["Enabled"]), "no alias");
    expectSame(await write.updateAlias("alias/one", move, ["Enabled"]), "key not usable");
    const { id } = anInstance("one");
    expectSame(await other.connectInstance(id, { vpcId: "vpc", vSwitchIds: [], zoneIds: [] }), "not found");
    expectSame(await other.bindVpcs(id, []), false);
    expectSame(await other.setPublicAccess(id, true), false);
    expectSame(await other.deleteInstance(id), "not found");
    expectSame(await other.setKeyPolicy("key-inside", "changed"), false);
    expectSame(await createKey(other, "c", { instance: id }), "no instance");
    expectSame((await read.keyById("key-inside"))?.policy, "{}");
    expectSame(await read.listInstances(), [anInstance("one")]);
    expectSame(await read.keyById("key-a"), aKey("a"));
    expectSame(await read.aliasByName("alias/one"), anAlias("one", "a"));
    expectSame(await listedVersions(read, "a"), [versionIdOf("a")]);
  }),

  storeCheck(`keeps the same ids and names apart in ${where}`, async ({ store, read, write }) => {
    const other = store.scoped(scope);
    await createKey(write, "a", { description: "here" }, [{ key: "where", value: "here" }]);
    await createAlias(write, "one", "a");
    await write.createInstance(anInstance("one"));
    await createKey(other.write, "a", { description: "there" }, [{ key: "where", value: "there" }]);
    expectSame(await createAlias(other.write, "one", "a"), "created");
    await other.write.createInstance(anInstance("one"));
    expectSame(await other.write.setPublicAccess(anInstance("one").id, true), true);
    expectSame(await read.instanceById(anInstance("one").id), anInstance("one"));
    await createKey(write, "inside", { instance: anInstance("one").id });
    expectSame(await other.write.deleteInstance(anInstance("one").id), "deleted");
    expectSame(await read.listInstances(), [anInstance("one")]);
    await createKey(other.write, "inside");

    expectSame((await read.keyById("key-a"))?.description, "here");
    expectSame((await other.read.keyByAlias("alias/one"))?.description, "there");
    expectSame((await other.read.keyByVersion(versionIdOf("a")))?.key.description, "there");
    expectSame(await read.tagsOf("key-a"), [{ key: "where", value: "here" }]);
    expectSame(await listedKeys(other.read, { tagValue: ["here"] }), []);
    expectSame(await createAlias(write, "only-here", "a"), "created");
    expectSame(await listedKeys(other.read, { aliasName: ["alias/only-here"] }), []);

    await other.write.updateDescription("key-a", "over there", ["Enabled"]);
    expectSame((await read.keyById("key-a"))?.description, "here");
    await createKey(other.write, "b");
    const move = { from: "key-a", to: "key-b" };
    expectSame(await other.write.updateAlias("alias/one", move, ["Enabled"]), "updated");
    expectSame((await read.keyByAlias("alias/one"))?.id, "key-a");
    expectSame(await addVersion(other.write, "second", "a", { makePrimary: true, maxVersions: 2 }), "added");
    expectSame((await read.keyById("key-a"))?.primaryVersionId, versionIdOf("a"));
    expectSame(await listedVersions(read, "a"), [versionIdOf("a")]);
    expectSame(await addVersion(write, "second", "a", { maxVersions: 2 }), "added");

    await scheduleDeletion(other.write, "a", START + 1);
    expectSame((await read.keyById("key-a"))?.state, "Enabled");
    expectSame((await purge(store, START + 1)).length, 2);
    expectSame(await listedVersions(read, "a"), ["a", "second"].map(versionIdOf));
    expectSame((await read.keyByAlias("alias/one"))?.description, "here");
    expectSame(await read.tagsOf("key-a"), [{ key: "where", value: "here" }]);
    expectSame((await read.keyByVersion(versionIdOf("a")))?.version, aVersion("a"));
  }),
]);
