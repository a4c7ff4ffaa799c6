import {
  decodeSnapshot,
  encodeSnapshot,
  StoreError,
  type InstanceRecord,
  type KeyRecord,
  type SecretRecord,
  type Seed,
  type StoreSnapshot,
} from "@keyferry/store";
import { createMemoryStore } from "@keyferry/store-memory";
import { describe, expect, it } from "vitest";

const scope = { account: "1000000000000000", region: "cn-hangzhou" };
const far = { account: "2000000000000000", region: "cn-beijing" };
const { account } = scope;
const instance: InstanceRecord = {
  id: "kst-a",
  name: "订单 \0 \ud800",
  publicAccess: true,
  createdAt: 17,
  connection: { vpcId: "vpc", vSwitchIds: ["a", "b"], zoneIds: [], connectedAt: 18 },
  boundVpcs: [{ regionId: "r", vpcId: "v", vSwitchId: "s", vpcOwnerId: "o" }],
  plan: {
    chargeType: "PREPAY",
    edition: "hardware",
    callsPerSecond: 200,
    keyVersions: 100,
    secrets: 10,
    vpcs: 5,
    logStorage: 1000,
    endsAt: 19,
  },
  deletionProtection: "in use",
};
const key: KeyRecord = {
  id: "key-a",
  instance: instance.id,
  spec: "Aliyun_AES_256",
  usage: "ENCRYPT/DECRYPT",
  origin: "Aliyun_KMS",
  protectionLevel: "SOFTWARE",
  state: "PendingDeletion",
  description: "for orders",
  creator: account,
  createdAt: 253_402_300_799_999,
  deleteAt: 900,
  primaryVersionId: "version-a",
  rotatedAt: 7,
  rotation: { intervalSeconds: 5, nextAt: 5007 },
  deletionProtection: null,
  materialExpiresAt: null,
  policy: "{}",
};
const version = {
  id: "version-a",
  keyId: key.id,
  custody: "host",
  fingerprint: null,
  material: Uint8Array.from({ length: 256 }, (_, index) => index),
  createdAt: 1,
};
const plain: KeyRecord = {
  ...key,
  id: "key-b",
  instance: null,
  policy: null,
  state: "Enabled",
  deleteAt: null,
  primaryVersionId: "version-b",
};
const seed: Seed = {
  instances: [{ scope, instance }],
  keys: [
    {
      ...{ scope, key, version },
      tags: [
        { key: "t2", value: "v2" },
        { key: "t1", value: "v1" },
      ],
      aliases: [
        { name: "alias/b", keyId: key.id, createdAt: 2 },
        { name: "alias/a", keyId: key.id, createdAt: 3 },
      ],
    },
    {
      scope: far,
      key: plain,
      version: { ...version, id: "version-b", keyId: plain.id, material: new Uint8Array(0) },
      tags: [],
      aliases: [],
    },
  ],
  secrets: [],
  groups: [
    { account, name: "z", policies: ["p"] },
    { account, name: "a", policies: [] },
  ],
  users: [{ account, name: "ci", policies: ["p2", "p1"], groups: ["z", "a"] }],
  accessKeys: [
    { id: "LTAI-ci", account, userName: "ci", sealedSecret: new Uint8Array([1, 2]), active: false },
  ],
  recipients: [
    {
      ...{ account, name: "h", publicKey: new Uint8Array([1, 2]), spec: "EC_SM2", fingerprint: "f" },
      ...{ note: "n", certificateChain: "c", validUntil: 5, createdAt: 4 },
    },
  ],
  roles: [{ account, name: "r", trustPolicy: "{}", policies: ["p"], maxSessionSeconds: 900 }],
};

const secret: SecretRecord = {
  name: "s",
  instance: instance.id,
  type: "Rds",
  description: "for orders",
  keyId: key.id,
  creator: account,
  createdAt: 1,
  updatedAt: 2,
  deleteAt: 900,
  policy: "{}",
  stages: [
    { name: "ACSCurrent", versionId: "v2" },
    { name: "ACSPrevious", versionId: "v1" },
  ],
  extendedConfig: "{}",
  rotation: {
    automatic: "Enabled",
    intervalSeconds: 7,
    lastAt: 8,
    nextAt: 9,
    failure: "x",
    begun: { until: 10, versionId: "v1" },
  },
};
const values = ["v1", "v2"].map((id) => ({
  id,
  secretName: "s",
  dataType: "binary" as const,
  dataKey: new Uint8Array([1, 2]),
  value: new Uint8Array([3]),
  createdAt: 4,
}));

const tags = [{ key: "team", value: "pay" }];

const rule = { name: "r", type: "Private", description: "", sources: ["10.0.0.1"], createdAt: 1 };
const accessPolicy = {
  ...{ name: "p", description: "", instance: "shared", permissions: ["user"], resources: ["key/*"] },
  ...{ networkRules: ["r"], rulesText: '{"r":1}', createdAt: 2 },
};
const point = { name: "a", description: "", authentication: "ClientKey", policies: ["p"], createdAt: 3 };
const clientKey = {
  ...{ id: "k", accessPoint: "a", algorithm: "RSA_2048", certificate: new Uint8Array([1, 2]) },
  ...{ notBefore: 4, notAfter: 5, createdAt: 6 },
};

const messages = { wanted: 6, max: 9 };

/** A store with one or more of everything. */
async function filled() {
  const store = createMemoryStore({ clock: () => 100 });
  expect(await store.seed(seed)).toBe(true);
  await store.settings.write.getOrPut("check", new Uint8Array([7]));
  const second = { ...version, id: "version-2", createdAt: 5 };
  const options = { makePrimary: true, keyStates: ["PendingDeletion"], maxVersions: 9 } as const;
  await store.scoped(scope).keys.write.addVersion(second, options);
  await store.scoped(scope).keys.write.reserveMessages(second.id, messages);
  expect(await store.scoped(scope).secrets.write.create(secret, values, tags)).toBe("created");
  const home = store.scoped(scope);
  await home.networkRules.write.create(rule, 9);
  await home.accessPolicies.write.create(accessPolicy, 9);
  await home.accessPoints.write.create(point, 9);
  await home.clientKeys.write.create(clientKey, 9);
  return store;
}

const changed = (whole: StoreSnapshot, change: object): StoreSnapshot => ({ ...whole, ...change });

describe("a snapshot of a store in memory", () => {
  it("comes back whole through its bytes", async () => {
    const snapshot = await (await filled()).snapshot();
    for (const rows of Object.values(snapshot) as readonly (readonly unknown[])[]) {
      expect(rows.length).toBeGreaterThan(0);
    }
    const restored = createMemoryStore({
      snapshot: decodeSnapshot(encodeSnapshot(snapshot)),
      clock: () => 100,
    });
    expect(await restored.snapshot()).toEqual(snapshot);
    const home = restored.scoped(scope);
    expect(await home.aliases.read.keyOf("alias/a")).toEqual({
      ...key,
      primaryVersionId: "version-2",
      rotatedAt: 5,
      rotation: { intervalSeconds: 5, nextAt: 5005 },
    });
    expect((await home.keys.read.byVersion(version.id))?.version).toEqual(version);
    expect(await home.keys.write.reserveMessages("version-2", messages)).toEqual({ before: 6, count: 3 });
    expect(await home.tags.read.of("key", key.id)).toEqual(seed.keys[0]?.tags);
    expect(await home.instances.read.byId(instance.id)).toEqual(instance);
    expect(await home.secrets.read.byName("s")).toEqual(secret);
    expect(await home.tags.read.of("secret", "s")).toEqual(tags);
    expect(await home.secrets.read.version("s", "v2")).toEqual(values[1]);
    expect(await home.networkRules.read.byName("r")).toEqual(rule);
    expect(await home.accessPolicies.read.byName("p")).toEqual(accessPolicy);
    expect(await home.accessPoints.read.byName("a")).toEqual(point);
    expect(await home.clientKeys.read.list("a")).toEqual([clientKey]);
    expect(await restored.identities.read.userByName(account, "ci")).toEqual(seed.users[0]);
    expect(await restored.recipients.read.byName(account, "h")).toEqual(seed.recipients[0]);
    expect(await restored.settings.read.get("check")).toEqual(new Uint8Array([7]));
    expect(await restored.seed(seed)).toBe(false);
  });

  it("takes the place of everything that there was", async () => {
    const store = await filled();
    const empty = await createMemoryStore().snapshot();
    await store.restore(empty);
    expect(await store.snapshot()).toEqual(empty);
    expect(await store.scoped(scope).keys.read.byId(key.id)).toBeUndefined();
    expect(await store.seed(seed)).toBe(true);
  });

  it("is a copy: neither side sees what the other one changes", async () => {
    const store = await filled();
    const snapshot = await store.snapshot();
    await store.scoped(scope).policies.write.set(key.id, "another");
    expect(snapshot.keys[0]?.record.policy).toBe("{}");
    const restored = createMemoryStore({ snapshot, clock: () => 100 });
    for (const { record } of snapshot.versions) record.material.fill(0);
    expect((await restored.scoped(scope).keys.read.byVersion(version.id))?.version).toEqual(version);
  });

  it("is the same text for the same rows, with its format before them", async () => {
    const snapshot = await (await filled()).snapshot();
    const text = new TextDecoder().decode(encodeSnapshot(snapshot));
    expect(text).toBe(new TextDecoder().decode(encodeSnapshot(decodeSnapshot(encodeSnapshot(snapshot)))));
    expect(text.startsWith('{"format":"keyferry store","version":1,"rows":{"instances":[')).toBe(true);
  });

  const wrong: readonly (readonly [string, (whole: StoreSnapshot) => StoreSnapshot])[] = [
    ["a key in an instance that is not there", (whole) => changed(whole, { instances: [] })],
    [
      "a key without its primary version",
      (whole) => changed(whole, { versions: whole.versions.slice(0, 2) }),
    ],
    ["a version of a key that is not there", (whole) => changed(whole, { keys: whole.keys.slice(1) })],
    ["a name twice", (whole) => changed(whole, { aliases: [...whole.aliases, ...whole.aliases] })],
    ["a secret twice", (whole) => changed(whole, { secrets: [...whole.secrets, ...whole.secrets] })],
    ["a secret without a version that it labels", (whole) => changed(whole, { secretVersions: [] })],
    ["a version of a secret that is not there", (whole) => changed(whole, { secrets: [] })],
    [
      "a rule twice",
      (whole) => changed(whole, { networkRules: [...whole.networkRules, ...whole.networkRules] }),
    ],
    ["a client key of an access point that is not there", (whole) => changed(whole, { accessPoints: [] })],
    ["a user of a group that is not there", (whole) => changed(whole, { groups: [] })],
    ["an access key of nobody", (whole) => changed(whole, { users: [] })],
    ["a setting twice", (whole) => changed(whole, { settings: [...whole.settings, ...whole.settings] })],
  ];
  it.each(wrong)("is refused with %s, and changes nothing", async (_, change) => {
    const store = await filled();
    const before = await store.snapshot();
    const outcome = store.restore(change(before)).catch((error: unknown) => error);
    expect(await outcome).toMatchObject({ reason: "refused" });
    expect(await store.snapshot()).toEqual(before);
  });
});

describe("the bytes of a snapshot", () => {
  const decode = (text: string) => decodeSnapshot(new TextEncoder().encode(text));
  const reasonOf = (work: () => unknown): string => {
    try {
      work();
      return "none";
    } catch (error) {
      return error instanceof StoreError ? error.reason : String(error);
    }
  };

  it("are refused when a newer version has written them", () => {
    expect(reasonOf(() => decode('{"format":"keyferry store","version":2,"rows":{}}'))).toBe("refused");
  });

  it.each([
    "",
    "no JSON",
    "null",
    "[]",
    '{"format":"another","version":1,"rows":{}}',
    '{"format":"keyferry store","version":1}',
    '{"format":"keyferry store","version":0,"rows":{}}',
    '{"format":"keyferry store","version":"1","rows":{}}',
    '{"format":"keyferry store","version":1,"rows":{}}',
  ])("are damaged: %s", (text) => {
    expect(reasonOf(() => decode(text))).toBe("corrupt");
  });

  it("are damaged when they are no UTF-8", () => {
    expect(reasonOf(() => decodeSnapshot(new Uint8Array([0x22, 0xff, 0x22])))).toBe("corrupt");
  });

  it("are damaged when any value is of another kind, is missing, or is one too many", async () => {
    const snapshot = await (await filled()).snapshot();
    const whole = new TextDecoder().decode(encodeSnapshot(snapshot));
    const places: (readonly [object, string])[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [name, part] of Object.entries(value)) {
        places.push([value, name]);
        walk(part);
      }
    };
    const document = JSON.parse(whole) as { readonly rows: object };
    walk(document.rows);
    expect(places.length).toBeGreaterThan(100);
    for (const [holder, name] of places) {
      const values = holder as Record<string, unknown>;
      const right = values[name];
      for (const other of [undefined, 0.5, { stranger: true }]) {
        values[name] = other;
        expect([name, other, reasonOf(() => decode(JSON.stringify(document)))]).toEqual([
          name,
          other,
          "corrupt",
        ]);
      }
      values[name] = right;
      if (Array.isArray(holder)) continue;
      values["stranger"] = 1;
      expect(reasonOf(() => decode(JSON.stringify(document)))).toBe("corrupt");
      delete values["stranger"];
    }
    expect(JSON.stringify(document)).toBe(whole);
  });
});
