import { DatabaseSync } from "node:sqlite";
import { createCachedStore, type KeyStore } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { describe, expect, it, vi } from "vitest";
import { anInstance } from "./an-instance.ts";
import { hostKey } from "./host-key.ts";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const scope = { account: "1000000000000000", region: "cn-hangzhou" };
const keyId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const { key, version } = hostKey(keyId);

async function putKey(store: KeyStore): Promise<void> {
  await store.scoped(scope).keys.write.create(key, version, []);
}

/** As a new view shows it. */
const stateOf = async (store: KeyStore) =>
  (await (await store.view()).scoped(scope).keys.byVersion(version.id))?.key.state;

describe("the cache of a store in a file", () => {
  it("shows at once what another connection has committed", async () => {
    const file = folder.newFile();
    const store = await openSqliteStore({ file, authenticator });
    await putKey(store);
    expect(await stateOf(store)).toBe("Enabled");
    const other = await openSqliteStore({ file, authenticator });
    const change = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    await other.scoped(scope).keys.write.changeState(keyId, change);
    await other.close();
    expect(await stateOf(store)).toBe("Disabled");
    await store.close();
  });

  it("refuses at once a kept row that something else has changed", async () => {
    const file = folder.newFile();
    const store = await openSqliteStore({ file, authenticator });
    await putKey(store);
    expect(await stateOf(store)).toBe("Enabled");
    const other = new DatabaseSync(file);
    other.exec("UPDATE keys SET state = 'Disabled'");
    other.close();
    await expect(stateOf(store)).rejects.toMatchObject({ reason: "tampered" });
    await store.close();
  });

  it("shows at once what it has written itself", async () => {
    const store = await openSqliteStore({ file: folder.newFile(), authenticator });
    await putKey(store);
    expect(await stateOf(store)).toBe("Enabled");
    const change = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
    await store.scoped(scope).keys.write.changeState(keyId, change);
    expect(await stateOf(store)).toBe("Disabled");
    await store.close();
  });

  it("shows at once what another process has changed of who may call", async () => {
    const file = folder.newFile();
    const [server, administration] = [
      await openSqliteStore({ file, authenticator }),
      await openSqliteStore({ file, authenticator }),
    ];
    const { account } = scope;
    const user = { account, name: "ci", policies: ["{}"], groups: [] };
    const key = { id: "LTAI-ci", account, userName: "ci", sealedSecret: new Uint8Array(1), active: true };
    await administration.identities.write.createUser(user, [key]);
    expect((await (await server.view()).identities.accessKeyById(key.id))?.active).toBe(true);
    expect(await (await server.view()).identities.userByName(account, "ci")).toEqual(user);
    await administration.identities.write.setAccessKeyActive(account, key.id, false);
    expect((await (await server.view()).identities.accessKeyById(key.id))?.active).toBe(false);
    await administration.identities.write.setUserPolicies(account, "ci", []);
    expect((await (await server.view()).identities.userByName(account, "ci"))?.policies).toEqual([]);
    await administration.identities.write.deleteUser(account, "ci");
    expect(await (await server.view()).identities.userByName(account, "ci")).toBeUndefined();
    expect(await (await server.view()).identities.accessKeyById(key.id)).toBeUndefined();
    await administration.close();
    await server.close();
  });

  it("forgets a kept key when its time has come", async () => {
    let now = 10;
    const store = await openSqliteStore({ file: folder.newFile(), authenticator, clock: () => now });
    await putKey(store);
    const change = { from: ["Enabled"], to: "PendingDeletion", deleteAt: 20 } as const;
    await store.scoped(scope).keys.write.changeState(keyId, change);
    expect(await stateOf(store)).toBe("PendingDeletion");
    now = 20;
    expect(await stateOf(store)).toBeUndefined();
    await store.close();
  });
});

describe("createCachedStore", () => {
  const disabled = { from: ["Enabled"], to: "Disabled", deleteAt: null } as const;
  const enabled = { from: ["Disabled"], to: "Enabled", deleteAt: null } as const;

  it("asks for the revision once for each view, and not for its look-ups", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    await putKey(store);
    const revision = vi.fn(() => 1);
    const cached = createCachedStore(store, { revision, clock: () => 0 });
    const view = await cached.view();
    for (let asked = 0; asked < 3; asked += 1) {
      await view.scoped(scope).keys.byId(keyId);
      await view.identities.userByName("1", "ci");
    }
    expect(revision).toHaveBeenCalledTimes(1);
    await stateOf(cached);
    expect(revision).toHaveBeenCalledTimes(2);
    await store.close();
  });

  it("does not read again what it has kept", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    await putKey(store);
    const cached = createCachedStore(store, { revision: () => 1, clock: () => 0 });
    expect(await stateOf(cached)).toBe("Enabled");
    await store.scoped(scope).keys.write.changeState(keyId, disabled);
    // The revision says that nobody else has changed anything, so that what was kept is what is answered.
    expect(await stateOf(cached)).toBe("Enabled");
    expect((await cached.scoped(scope).keys.read.byId(keyId))?.state).toBe("Disabled");
    await store.close();
  });

  it("forgets what it has changed itself, and nothing else", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    await putKey(store);
    const other = hostKey("1d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11");
    await store.scoped(scope).keys.write.create(other.key, other.version, []);
    await store.scoped(scope).instances.write.create(anInstance("kst-a"));
    const cached = createCachedStore(store, { revision: () => 1, clock: () => 0 });
    const seen = async () => {
      const { keys, instances } = (await cached.view()).scoped(scope);
      const states = [await keys.byId(keyId), await keys.byId(other.key.id)].map((one) => one?.state);
      return [...states, (await instances.byId("kst-a"))?.publicAccess];
    };
    expect(await seen()).toEqual(["Enabled", "Enabled", false]);
    // Behind the cache's back: what it does not forget, it does not see.
    await store.scoped(scope).keys.write.changeState(other.key.id, disabled);
    await store.scoped(scope).instances.write.setPublicAccess("kst-a", true);
    await cached.scoped(scope).keys.write.changeState(keyId, disabled);
    expect(await seen()).toEqual(["Disabled", "Enabled", false]);
    await cached
      .scoped(scope)
      .instances.write.connect("kst-none", { vpcId: "vpc-a", vSwitchIds: [], zoneIds: [], connectedAt: 1 });
    expect(await seen()).toEqual(["Disabled", "Enabled", false]);
    await cached.scoped(scope).keys.write.changeState(other.key.id, enabled);
    expect(await seen()).toEqual(["Disabled", "Enabled", false]);
    await cached.checkWrites();
    expect(await seen()).toEqual(["Disabled", "Enabled", true]);
    await store.close();
  });

  it("reads who may call once, and tells all names apart", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    const [group, twin] = [
      { account: "1", name: "a\n1:b", policies: [] },
      { account: "1\n3:a", name: "b", policies: [] },
    ];
    const role = { ...group, trustPolicy: "{}", maxSessionSeconds: 900 };
    const user = { account: "1", name: "ci", policies: [], groups: [group.name] };
    const nothing = { instances: [], keys: [], secrets: [], accessKeys: [] };
    const recipient = {
      ...{ account: "1", name: "h", publicKey: Uint8Array.of(1, 2), spec: "EC_SM2", fingerprint: "f" },
      ...{ note: "", certificateChain: null, validUntil: null, createdAt: 1 },
    };
    const seeded = { groups: [group, twin], users: [user], roles: [role], recipients: [recipient] };
    await store.seed({ ...nothing, ...seeded });
    const cached = createCachedStore(store, { revision: () => 1, clock: () => 0 });
    const credentials = async () => (await cached.view()).identities;
    const lookUps = [
      [async () => (await credentials()).groupByName(group.account, group.name), group],
      [async () => (await credentials()).groupByName(twin.account, twin.name), twin],
      [async () => (await credentials()).roleByName(role.account, role.name), role],
      [async () => (await credentials()).userByName(user.account, user.name), user],
      [async () => (await cached.view()).recipients.byFingerprint("1", "f"), recipient],
    ] as const;
    for (const [lookUp, record] of lookUps) expect(await lookUp()).toEqual(record);
    await store.close();
    // It is closed: what is found now was kept.
    for (const [lookUp, record] of lookUps) expect(await lookUp()).toEqual(record);
  });

  it("keeps the versions of keys with a policy", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    const home = store.scoped(scope);
    await home.instances.write.create(anInstance("kst-a"));
    await home.keys.write.create({ ...key, instance: "kst-a", policy: "{}" }, version, []);
    const cached = createCachedStore(store, { revision: () => 1, clock: () => 0 });
    const found = async () => (await cached.view()).everywhere.policies.versions(scope.region, version.id);
    expect(await found()).toMatchObject([{ account: scope.account, version }]);
    await store.close();
    expect(await found()).toMatchObject([{ account: scope.account, version }]);
  });

  it("keeps no more answers than it may, and still forgets what it has changed", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    await putKey(store);
    const other = hostKey("1d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11");
    await store.scoped(scope).keys.write.create(other.key, other.version, []);
    const cached = createCachedStore(store, { revision: () => 1, clock: () => 0, max: 1 });
    expect(await stateOf(cached)).toBe("Enabled");
    await (await cached.view()).scoped(scope).keys.byId(other.key.id);
    await store.scoped(scope).keys.write.changeState(keyId, disabled);
    expect(await stateOf(cached)).toBe("Disabled");
    await cached.scoped(scope).keys.write.changeState(keyId, enabled);
    expect(await stateOf(cached)).toBe("Enabled");
    await store.close();
  });

  it("keeps nothing that was read before a change and arrives after it", async () => {
    const store = await openSqliteStore({ file: ":memory:", authenticator });
    await putKey(store);
    let revision = 1;
    const cached = createCachedStore(store, { revision: () => revision, clock: () => 0 });
    const early = (await cached.view()).scoped(scope).keys.byVersion(version.id);
    revision = 2;
    await cached.view();
    await early;
    await store.scoped(scope).keys.write.changeState(keyId, disabled);
    expect(await stateOf(cached)).toBe("Disabled");
    await store.close();
  });
});
