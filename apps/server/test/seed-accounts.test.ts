import { rmSync } from "node:fs";
import { join } from "node:path";
import type { KeyStore } from "@keyferry/store";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSealedStore } from "../src/data/sealed-store.ts";
import { failureOf, officialClient } from "./official-client.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";
import { credential, far, keyPolicy, open, own, seed, shut, user } from "./seed-of-accounts.ts";

const folder = newFolder();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Opens the store of a server, beside it where it runs. */
async function storeOf({ data }: Pick<RunningServer, "data">): Promise<KeyStore> {
  const rootKey = { file: join(data, "root.key"), text: undefined };
  return (await openSealedStore({ folder: data, rootKey, clock: Date.now })).store;
}

describe("a seed with instances, groups, roles and accounts", () => {
  let server: RunningServer;
  let store: KeyStore;

  beforeEach(async () => {
    server = await startServer({ seed });
    store = await storeOf(server);
  });

  afterEach(async () => {
    await store.close();
    await server[Symbol.asyncDispose]();
  });

  it("makes instances, connected unless it says otherwise, and takes the first for the server's own", async () => {
    const [first, second, third, ...more] = await store.everywhere.instances.read.list();
    expect(first).toMatchObject({ scope: own, instance: { id: open.id, name: "open", publicAccess: true } });
    expect(first?.instance.connection).toEqual({
      vpcId: "vpc-keyferry",
      vSwitchIds: ["vsw-keyferry"],
      zoneIds: ["cn-hangzhou-a"],
      connectedAt: first?.instance.createdAt,
    });
    expect(first?.instance).toMatchObject({
      deletionProtection: "in use",
      plan: { chargeType: "PREPAY", edition: "hardware", endsAt: Date.UTC(2030, 0, 31, 16), secrets: 10 },
    });
    expect(second?.instance).toMatchObject({
      deletionProtection: null,
      plan: { chargeType: "POSTPAY", keyVersions: 100_000, endsAt: null },
    });
    const unconnected = { id: shut.id, name: shut.id, publicAccess: false, connection: null };
    expect(second).toMatchObject({ scope: own, instance: unconnected });
    expect(third).toMatchObject({ scope: { ...own, region: "cn-shanghai" } });
    expect(more).toMatchObject([{ scope: far, instance: { name: "far" } }]);
    expect(server.ready.instanceId).toBe(open.id);
  });

  it("puts keys into them, with ids and policies of such keys", async () => {
    const home = store.scoped(own);
    const versionId = `${open.keyId}-${"v".repeat(10)}`;
    const given = await home.keys.read.byVersion(versionId);
    expect(given?.key).toMatchObject({ id: open.keyId, instance: open.id, primaryVersionId: versionId });
    expect(JSON.parse(given?.key.policy ?? "")).toEqual(keyPolicy);
    const inside = await home.aliases.read.keyOf("alias/inside");
    expect(inside?.id).toMatch(/^key-[0-9a-z]{21}$/);
    expect(inside?.primaryVersionId).toMatch(new RegExp(`^${inside?.id ?? ""}-[0-9a-z]{10}$`));
    expect(inside?.policy).toContain('"acs:ram::1000000000000000:*"');
    expect(await home.tags.read.of("key", inside?.id ?? "")).toEqual([{ key: "team", value: "orders" }]);
    const shanghai = store.scoped({ ...own, region: "cn-shanghai" });
    expect((await shanghai.aliases.read.keyOf("alias/inside"))?.id).not.toBe(inside?.id);
  });

  it("opens the keys of an instance with public access to the public gateway, and no others", async () => {
    const [viaPublic, viaVpc] = [officialClient(server.ready.public), officialClient(server.ready.vpc)];
    expect((await viaPublic("GenerateDataKey", { KeyId: open.keyId })).KeyId).toBe(open.keyId);
    expect((await viaVpc("GenerateDataKey", { KeyId: shut.keyId })).KeyId).toBe(shut.keyId);
    await failureOf(viaPublic("GenerateDataKey", { KeyId: shut.keyId }));
  });

  it("puts keys into the regions that it names", async () => {
    const home = store.scoped({ ...own, region: "cn-beijing" });
    expect((await home.aliases.read.keyOf("alias/north"))?.policy).toBeNull();
    expect((await home.keys.read.list({}, { offset: 0, limit: 9 })).total).toBe(1);
    // Outside instances one, and three inside.
    expect((await officialClient(server.ready.public)("ListKeys")).TotalCount).toBe(4);
  });

  it("gives users what their groups may do", async () => {
    const ci = officialClient(server.ready.public, credential("ci"));
    expect((await ci("ListKeys")).TotalCount).toBe(4);
    expect((await ci("GenerateDataKey", { KeyId: open.keyId })).KeyId).toBe(open.keyId);
    const idle = officialClient(server.ready.public, credential("idle"));
    expect((await failureOf(idle("ListKeys"))).code).toBe("Forbidden.NoPermission");
    const { identities } = store;
    expect((await identities.read.userByName(own.account, "ci"))?.groups).toEqual(["readers", "exporters"]);
    expect((await identities.read.groupByName(own.account, "nobody"))?.policies).toEqual([]);
  });

  it("makes roles", async () => {
    const role = await store.identities.read.roleByName(own.account, "deploy");
    expect(role).toMatchObject({ maxSessionSeconds: 900, policies: [expect.stringContaining("kms:*")] });
    expect((await store.identities.read.roleByName(far.account, "deploy"))?.trustPolicy).toContain(
      `acs:ram::${far.account}:root`,
    );
  });

  it("keeps accounts apart that have the same names", async () => {
    const other = officialClient(server.ready.public, credential("far"));
    expect((await other("ListKeys")).TotalCount).toBe(0);
    expect((await failureOf(other("DescribeKey", { KeyId: open.keyId }))).code).toMatch(/^Forbidden\./);
    const key = await store.scoped(far).aliases.read.keyOf("alias/north");
    expect(key).toMatchObject({ creator: far.account, instance: null });
    expect(key?.id).not.toBe(
      (await store.scoped({ ...own, region: far.region }).aliases.read.keyOf("alias/north"))?.id,
    );
  });
});

it("brings no user back that was deleted", async () => {
  const data = join(folder, "deleted");
  const start = { data, seed: { users: [user("ci")] } };
  await (await startServer(start)).stop();
  const store = await storeOf({ data });
  expect(await store.identities.write.deleteUser(own.account, "ci")).toBe(true);
  await store.close();
  await using server = await startServer(start);
  const call = officialClient(server.ready.public, credential("ci"));
  expect((await failureOf(call("ListKeys"))).code).toBe("InvalidAccessKeyId.NotFound");
});

it("makes a first instance without a seed: connected, and with a name", async () => {
  await using server = await startServer();
  const store = await storeOf(server);
  const made = await store.everywhere.instances.read.list();
  await store.close();
  expect(made).toMatchObject([
    { scope: own, instance: { id: server.ready.instanceId, name: "keyferry", publicAccess: false } },
  ]);
  expect(made[0]?.instance.connection?.vpcId).toBe("vpc-keyferry");
});
