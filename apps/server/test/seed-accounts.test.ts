import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyStore } from "@keyferry/store";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSealedStore } from "../src/data/sealed-store.ts";
import { failureOf, officialClient } from "./official-client.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "./running-server.ts";

const own = { account: "1000000000000000", region: "cn-hangzhou" };
const far = { account: "2000000000000000", region: "cn-beijing" };
const open = { id: `kst-${"o".repeat(21)}`, keyId: `key-${"o".repeat(21)}` };
const shut = { id: `kst-${"s".repeat(21)}`, keyId: `key-${"s".repeat(21)}` };
const allow = (action: string) => ({ Effect: "Allow", Action: action, Resource: "*" });
const policy = (...statements: object[]) => ({ Version: "1", Statement: statements });
const keyPolicy = policy({
  Sid: "open",
  Effect: "Allow",
  Principal: { RAM: ["acs:ram::1000000000000000:*"] },
  Action: ["kms:*"],
  Resource: ["*"],
});
const credential = (name: string) => ({
  accessKeyId: `LTAI-${name}`,
  accessKeySecret: `the secret of ${name}`,
});
const user = (name: string, more: object = {}) => {
  const { accessKeyId: id, accessKeySecret: secret } = credential(name);
  return { name, accessKeys: [{ id, secret }], ...more };
};

const seed = {
  keys: [{ spec: "Aliyun_AES_256" }, { spec: "Aliyun_SM4", region: "cn-beijing", aliases: ["alias/north"] }],
  groups: [
    { name: "readers", policies: [policy(allow("kms:List*"))] },
    { name: "nobody" },
    { name: "exporters", policies: [policy(allow("kms:*DataKey*"))] },
  ],
  users: [user("ci", { groups: ["readers", "exporters"] }), user("idle", { groups: ["nobody"] })],
  roles: [{ name: "deploy", policies: [policy(allow("kms:*"))], maxSessionSeconds: 900 }],
  instances: [
    {
      id: open.id,
      name: "open",
      publicAccess: true,
      deletionProtection: "in use",
      plan: {
        chargeType: "PREPAY",
        edition: "hardware",
        callsPerSecond: 1000,
        keyVersions: 1000,
        secrets: 10,
        vpcs: 5,
        logStorage: 1000,
        endsAt: "2030-01-31T16:00:00Z",
      },
      keys: [
        {
          id: open.keyId,
          versionId: `${open.keyId}-${"v".repeat(10)}`,
          spec: "Aliyun_AES_256",
          policy: keyPolicy,
        },
        { spec: "Aliyun_SM4", aliases: ["alias/inside"], tags: { team: "orders" } },
      ],
    },
    { id: shut.id, connected: false, keys: [{ id: shut.keyId, spec: "Aliyun_AES_256" }] },
    { region: "cn-shanghai", keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/inside"] }] },
  ],
  accounts: [
    {
      id: far.account,
      keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/north"], region: far.region }],
      groups: [{ name: "readers", policies: [policy(allow("kms:ListKeys"))] }],
      users: [{ ...user("far", { groups: ["readers"] }), name: "ci" }],
      roles: [{ name: "deploy" }],
      instances: [{ region: far.region, name: "far" }],
    },
  ],
};

const folder = newFolder();
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function seedFlags(content: unknown): readonly string[] {
  files += 1;
  const file = join(folder, `seed-${String(files)}`);
  writeFileSync(file, JSON.stringify(content));
  return ["--seed", file];
}

/** Opens the store of a server, beside it where it runs. */
async function storeOf({ data }: Pick<RunningServer, "data">): Promise<KeyStore> {
  const rootKey = { file: join(data, "root.key"), text: undefined };
  return (await openSealedStore({ folder: data, rootKey, clock: Date.now })).store;
}

describe("a seed with instances, groups, roles and accounts", () => {
  let server: RunningServer;
  let store: KeyStore;

  beforeEach(async () => {
    server = await startServer({ flags: seedFlags(seed) });
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
  const flags = seedFlags({ users: [user("ci")] });
  await (await startServer({ data, flags })).stop();
  const store = await storeOf({ data });
  expect(await store.identities.write.deleteUser(own.account, "ci")).toBe(true);
  await store.close();
  await using server = await startServer({ data, flags });
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

describe("a seed with a fault in an account", () => {
  const data = join(folder, "faulty");
  const [one, two] = [`kst-${"1".repeat(21)}`, `key-${"2".repeat(21)}`];
  const spec = "Aliyun_SM4";
  const inside = (key: object) => ({ instances: [{ keys: [{ spec, ...key }] }] });
  const elsewhere = (...accounts: object[]) => ({ accounts });

  it.each([
    [
      "a group that is not there",
      { users: [user("ci", { groups: ["x"] })] },
      "users.0.groups.0: there is no group x",
    ],
    [
      "a group of another account",
      { groups: [{ name: "x" }], ...elsewhere({ id: "2", users: [user("ci", { groups: ["x"] })] }) },
      "accounts.0.users.0.groups.0: there is no group x",
    ],
    ["a group twice", { groups: [{ name: "x" }, { name: "x" }] }, "groups.1.name: x is taken twice"],
    ["a role twice", { roles: [{ name: "x" }, { name: "x" }] }, "roles.1.name: x is taken twice"],
    [
      "a managed data key under a key that is not there",
      { managedDataKeys: [{ name: "x", key: "alias/none" }] },
      "managedDataKeys.0.versions.0: the account has no key alias/none in cn-hangzhou",
    ],
    [
      "a managed data key under a key of another region",
      {
        keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/far"], region: "cn-beijing" }],
        managedDataKeys: [{ name: "x", key: "alias/far" }],
      },
      "managedDataKeys.0.versions.0: the account has no key alias/far in cn-hangzhou",
    ],
    [
      "a managed data key under a key pair",
      {
        keys: [{ spec: "RSA_2048", aliases: ["alias/pair"] }],
        managedDataKeys: [{ name: "x", key: "alias/pair" }],
      },
      "managedDataKeys.0.versions.0: This action is not supported.",
    ],
    [
      "a managed data key of another length",
      {
        keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/a"] }],
        managedDataKeys: [{ name: "x", key: "alias/a", versions: [{ material: "AAAA" }] }],
      },
      "managedDataKeys.0.versions.0: ",
    ],
    [
      "a version of a managed data key twice",
      {
        keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/a"] }],
        managedDataKeys: [{ name: "x", key: "alias/a", versions: [{ id: "aaaaaaaa" }, { id: "aaaaaaaa" }] }],
      },
      "managedDataKeys.0.versions.1.id: kms-datakeyversion!x!aaaaaaaa is taken twice",
    ],
    ["an unknown member of a group", { groups: [{ name: "x", users: [] }] }, "groups.0: users is not known"],
    [
      "too long a session",
      { roles: [{ name: "x", maxSessionSeconds: 50_000 }] },
      "roles.0: maxSessionSeconds",
    ],
    ["a trust policy of no one", { roles: [{ name: "x", trustPolicy: {} }] }, "roles.0: trustPolicy"],
    ["an account twice", elsewhere({ id: "2" }, { id: "2" }), "accounts.1.id: 2 is taken twice"],
    [
      "the server's own account",
      elsewhere({ id: own.account }),
      "accounts.0.id: 1000000000000000 is taken twice",
    ],
    ["an account that is a number", elsewhere({ id: 2 }), "accounts.0.id: must be 1 to 32 decimal digits"],
    ["accounts in an account", elsewhere({ id: "2", accounts: [] }), "accounts.0: "],
    [
      "an access key of two accounts",
      { users: [user("ci")], ...elsewhere({ id: "2", users: [user("ci")] }) },
      "accounts.0.users.0.accessKeys.0.id: LTAI-ci is taken twice",
    ],
    [
      "an instance id of another form",
      { instances: [{ id: "kst-1" }] },
      "instances.0.id: must be kst- and 21",
    ],
    [
      "an instance of two accounts",
      { instances: [{ id: one }], ...elsewhere({ id: "2", instances: [{ id: one }] }) },
      `accounts.0.instances.0.id: ${one} is taken twice`,
    ],
    [
      "an instance with a long name",
      { instances: [{ name: "\u{1f511}".repeat(129) }] },
      "instances.0.name: must be 1 to 128",
    ],
    ["an instance with an empty name", { instances: [{ name: "" }] }, "instances.0.name: must be 1 to 128"],
    ["an instance in no region", { instances: [{ region: "moon" }] }, "instances.0.region"],
    ["an instance's key in a region", inside({ region: "cn-beijing" }), "instances.0.keys.0: "],
    [
      "a UUID for an instance's key",
      inside({ id: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11" }),
      "instances.0.keys.0.id",
    ],
    [
      "another key's version",
      inside({ id: two, versionId: `${one}-${"0".repeat(10)}` }),
      "instances.0.keys.0: versionId must be",
    ],
    [
      "a key twice, in two instances",
      { instances: [{ keys: [{ spec, id: two }] }, { keys: [{ spec, id: two }] }] },
      `instances.1.keys.0.id: ${two} is taken twice`,
    ],
    [
      "an alias inside and outside",
      { keys: [{ spec, aliases: ["alias/a"] }], ...inside({ aliases: ["alias/a"] }) },
      "instances.0.keys.0.aliases.0: alias/a is taken twice",
    ],
    ["a key policy that is none", inside({ policy: { Version: "1" } }), "instances.0.keys.0: "],
    ["a key policy outside instances", { keys: [{ spec, policy: keyPolicy }] }, "keys.0: "],
    ["a key in no region", { keys: [{ spec, region: "moon" }] }, "keys.0.region"],
  ])("is refused whole: %s", async (_, content, says) => {
    const flags = seedFlags({ ...content, ...("users" in content ? {} : { users: [user("whole")] }) });
    const { exitCode, error } = await startInVain({ data, flags });
    expect(exitCode).toBe(1);
    expect(error).toContain(`, ${says}`);
    expect(error).toContain("nothing of the seed was applied");
    expect(error).not.toContain("the secret of");
  });

  it("leaves a store that a right one is applied to", async () => {
    await using server = await startServer({ data, flags: seedFlags(seed) });
    expect(server.ready.instanceId).toBe(open.id);
  });
});
