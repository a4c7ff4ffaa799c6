import {
  batchGetSecretValue,
  createSecret,
  describeSecret,
  getSecretValue,
  listSecrets,
  listSecretVersionIds,
  putSecretValue,
  updateSecret,
  updateSecretVersionStage,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { hookedDatabase, managedRequests, valueOf, type HookedDatabase } from "./managed-secrets.ts";
import { createService, outcomeOf, type Service } from "./service.ts";

const VersionId = "v1";
let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

type NewSecret = Partial<RequestOf<typeof createSecret>>;

const create = (name: keyof typeof managedRequests, more: NewSecret = {}) =>
  service.call(createSecret, { ...managedRequests[name], VersionId, ...more });

describe("a new managed secret", () => {
  it.each([
    ["rds", { AccountName: "orders", AccountPassword: "first" }],
    ["rdsPair", { AccountName: "one", AccountPassword: "first of one" }],
    ["ram", { AccessKeyId: "LTAI-1", AccessKeySecret: "first", GenerateTimestamp: "2026-01-02T03:04:05Z" }],
    ["ecsPassword", { UserName: "root", Password: "first" }],
    ["ecsKey", { UserName: "root", PublicKey: "ssh-ed25519 A", PrivateKey: "first" }],
  ] as const)("answers one account, user or access key of what it was given: %s", async (name, value) => {
    const { SecretName } = await create(name);
    expect(await valueOf(service, SecretName)).toEqual(value);
    expect(database.questions).toEqual([]);
  });

  it("of two accounts has the second one as the previous value", async () => {
    const { SecretName } = await create("rdsPair");
    expect(await valueOf(service, SecretName, "ACSPrevious")).toEqual({
      AccountName: "two",
      AccountPassword: "first of two",
    });
    const { VersionIds } = await service.call(listSecretVersionIds, { SecretName });
    expect(VersionIds.map(({ VersionStages }) => VersionStages)).toEqual([["ACSCurrent"], ["ACSPrevious"]]);
  });

  it.each(["redis", "polarDb"] as const)("has accounts that the service makes: %s", async (name) => {
    const { SecretName } = await create(name);
    const [current, previous] = [
      await valueOf(service, SecretName),
      await valueOf(service, SecretName, "ACSPrevious"),
    ];
    expect([current["AccountName"], previous["AccountName"]]).toEqual(["user", "user_clone"]);
    for (const { AccountName = "", AccountPassword = "" } of [current, previous]) {
      expect(AccountPassword).toMatch(/^[A-Za-z0-9!@#$%^&*()_+=-]{30}$/);
      expect(database.inForce.get(AccountName)).toEqual({ AccountName, AccountPassword });
    }
    expect(current["AccountPassword"]).not.toBe(previous["AccountPassword"]);
  });

  it("changes no account for a secret whose name is taken", async () => {
    await create("redis");
    const before = new Map(database.inForce);
    expect(await outcomeOf(create("redis"))).toBe("Rejected.ResourceExist");
    expect(database.inForce).toEqual(before);
    expect((await service.call(listSecrets, {})).TotalCount).toBe(1);
  });

  it("has no accounts made where there is no hook, but is made of accounts that are there", async () => {
    service = await createService();
    expect(await outcomeOf(create("redis"))).toBe("UnsupportedOperation");
    expect(await outcomeOf(create("rds"))).toBe("OK");
  });

  it("tells what it is for, compact, in alphabetical order, with what is said by silence", async () => {
    const ecs =
      '{"CommandId":"","CustomData":{},"InstanceId":"i-1","RegionId":"cn-hangzhou","SecretSubType":"SSHKey"}';
    expect(await create("ecsKey")).toMatchObject({ SecretType: "ECS", ExtendedConfig: ecs });
    const redis =
      '{"AccountName":"user","CloneAccountName":"user_clone","CustomData":{},"InstanceId":"r-1","SecretSubType":"DoubleUsers"}';
    const { SecretName } = await create("redis");
    expect((await service.call(describeSecret, { SecretName })).ExtendedConfig).toBe(redis);
    expect((await service.call(getSecretValue, { SecretName })).ExtendedConfig).toBeUndefined();
    const FetchExtendedConfig = true;
    expect((await service.call(getSecretValue, { SecretName, FetchExtendedConfig })).ExtendedConfig).toBe(
      redis,
    );
    const SecretsList = [{ SecretName, FetchExtendedConfig }];
    const { SecretValues } = await service.call(batchGetSecretValue, { SecretsList });
    expect(SecretValues[0]?.ExtendedConfig).toBe(redis);
  });

  it("tells of its rotation from the beginning", async () => {
    expect(await create("rds")).toMatchObject({ AutomaticRotation: "Disabled" });
    const on = { EnableAutomaticRotation: true, RotationInterval: 21_600 };
    expect(await create("ecsKey", on)).toMatchObject({
      AutomaticRotation: "Enabled",
      RotationInterval: "21600s",
      NextRotationDate: new Date(service.clock.now + 21_600_000),
    });
  });

  it("has the name of its user where it is of access keys", async () => {
    expect((await create("ram")).SecretName).toBe("acs/ram/user/ci");
    const { SecretList } = await service.call(listSecrets, {
      Filters: [{ Key: "SecretType", Values: ["RAMCredentials"] }],
    });
    expect(SecretList.map(({ SecretName }) => SecretName)).toEqual(["acs/ram/user/ci"]);
  });
});

const config = (members: object) => ({ ExtendedConfig: JSON.stringify(members) });
const data = (value: unknown) => ({ SecretData: JSON.stringify(value) });
const elevenPairs = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`name${String(at)}`, ""]));
/** As long as a value of a secret may be, with the names of its members and what lists it. */
const longest = "a".repeat(30_720 - '{"AccessKeys":[{"AccessKeyId":"a","AccessKeySecret":""}]}'.length);
const orders = { AccountName: "orders", AccountPassword: "first" };

describe("a managed secret is not made", () => {
  it.each([
    ["MissingParameter", "rds", { ExtendedConfig: undefined }],
    ["InvalidParameter", "rds", { ExtendedConfig: "[]" }],
    ["InvalidParameter", "rds", { ExtendedConfig: "{" }],
    ["InvalidParameter", "rds", config({ SecretSubType: "DualUser", DBInstanceId: "rm-1" })],
    ["InvalidParameter", "rds", config({ SecretSubType: "SingleUser" })],
    ["InvalidParameter", "rds", config({ SecretSubType: "toString", DBInstanceId: "rm-1" })],
    ["InvalidParameter", "rds", config({ SecretSubType: "SingleUser", DBInstanceId: 1 })],
    ["InvalidParameter", "rds", config({ SecretSubType: "SingleUser", DBInstanceId: "r", CustomData: [] })],
    [
      "InvalidParameter",
      "rds",
      config({ SecretSubType: "SingleUser", DBInstanceId: "r", CustomData: { a: 1 } }),
    ],
    [
      "InvalidParameter",
      "rds",
      config({
        SecretSubType: "SingleUser",
        DBInstanceId: "r",
        CustomData: elevenPairs,
      }),
    ],
    [
      "InvalidParameter",
      "polarDb",
      config({ SecretSubType: "DoubleUsers", DBClusterId: "p", AccountName: "u", DBType: "X" }),
    ],
    [
      "InvalidParameter",
      "redis",
      config({ SecretSubType: "DoubleUsers", InstanceId: "r", AccountName: "u", CloneAccountName: 1 }),
    ],
    ...[null, "", "u"].map(
      (CloneAccountName) =>
        [
          "InvalidParameter",
          "redis",
          config({ SecretSubType: "DoubleUsers", InstanceId: "r", AccountName: "u", CloneAccountName }),
        ] as const,
    ),
    ["InvalidParameter", "ecsKey", config({ SecretSubType: "SSHKey", InstanceId: "i-1", CommandId: null })],
    [
      "InvalidParameter",
      "redis",
      config({ SecretSubType: "DoubleUsers", InstanceId: "r", AccountName: "u".repeat(600) }),
    ],
    ["InvalidParameter", "ram", data({ AccessKeys: [{ AccessKeyId: "a", AccessKeySecret: longest }] })],
    ["InvalidParameter", "rds", { SecretDataType: "binary" }],
    ["InvalidParameter", "rds", { SecretName: "acs/mine" }],
    ["InvalidParameter", "rds", { SecretName: "$Auto" }],
    ["InvalidParameter", "ram", { SecretName: "mine" }],
    ["InvalidParameter", "ram", config({ SecretSubType: "RamUserAccessKey", UserName: "a b" })],
    ["InvalidParameter", "ecsKey", { SecretName: "mine" }],
    ["InvalidParameter", "ecsKey", { SecretName: "acs/ecs/" }],
    ["InvalidParameter", "rds", { SecretData: "secret" }],
    ["InvalidParameter", "rds", data({ Accounts: [] })],
    ["InvalidParameter", "rds", data({ Accounts: [orders], more: 1 })],
    ["InvalidParameter", "rds", data({ Accounts: [{ ...orders, more: "1" }] })],
    ["InvalidParameter", "rds", data({ Accounts: [{ ...orders, AccountPassword: "" }] })],
    ["InvalidParameter", "rds", data({ Accounts: [{ ...orders, AccountPassword: 7 }] })],
    ["InvalidParameter", "rds", data({ Accounts: [orders, { ...orders, AccountName: "two" }] })],
    ["InvalidParameter", "rdsPair", data({ Accounts: [orders] })],
    ["InvalidParameter", "rdsPair", data({ Accounts: [orders, orders] })],
    ["InvalidParameter", "redis", data(orders)],
    ["InvalidParameter", "ecsPassword", data({ UserName: "root" })],
    ["MissingParameter", "rds", { EnableAutomaticRotation: true }],
    ["InvalidParameter", "rds", { EnableAutomaticRotation: true, RotationInterval: 21_599 }],
    ["InvalidParameter", "rds", { EnableAutomaticRotation: true, RotationInterval: 365 * 86_400 + 1 }],
  ] as const)("%s: %s with %j", async (code, name, request) => {
    expect(await outcomeOf(create(name, request))).toBe(code);
    expect((await service.call(listSecrets, {})).TotalCount).toBe(0);
    expect(database.questions).toEqual([]);
  });

  it("and what is wrong with its value is said without it", async () => {
    const wrong = data({ Accounts: [{ ...orders, AccountPassword: "hush", more: "1" }] });
    await expect(create("rds", wrong)).rejects.toThrow(/^(?!.*hush).*Accounts.*AccountPassword/);
  });
});

describe("a managed secret", () => {
  const SecretName = managedRequests.rds.SecretName;
  beforeEach(() => create("rds"));

  it("is given no value and no labels by callers", async () => {
    const put = service.call(putSecretValue, { SecretName, VersionId: "v2", SecretData: "mine" });
    expect(await outcomeOf(put)).toBe("UnsupportedOperation");
    const stage = { SecretName, VersionStage: "mine", MoveToVersion: "v1" };
    expect(await outcomeOf(service.call(updateSecretVersionStage, stage))).toBe("UnsupportedOperation");
  });

  it("is read by its labels: which version is asked for does not matter", async () => {
    const { SecretData } = await service.call(getSecretValue, { SecretName, VersionId: "another" });
    expect(JSON.parse(SecretData)).toEqual(orders);
    const previous = service.call(getSecretValue, { SecretName, VersionStage: "ACSPrevious" });
    expect(await outcomeOf(previous)).toBe("Forbidden.ResourceNotFound");
  });

  it("is given other CustomData, and keeps its description then", async () => {
    await service.call(updateSecret, { SecretName, Description: "of orders" });
    await service.call(updateSecret, { SecretName, "ExtendedConfig.CustomData": '{"b":"2","a":"1"}' });
    expect(await service.call(describeSecret, { SecretName })).toMatchObject({
      Description: "of orders",
      ExtendedConfig: '{"CustomData":{"a":"1","b":"2"},"DBInstanceId":"rm-1","SecretSubType":"SingleUser"}',
    });
    const wrong = service.call(updateSecret, { SecretName, "ExtendedConfig.CustomData": '{"a":1}' });
    expect(await outcomeOf(wrong)).toBe("InvalidParameter");
  });

  it("is given no more CustomData than there is room for in its ExtendedConfig", async () => {
    const { ExtendedConfig = "" } = await service.call(describeSecret, { SecretName });
    const room = 1024 - ExtendedConfig.length - '"a":""'.length;
    const give = (length: number) =>
      service.call(updateSecret, {
        SecretName,
        "ExtendedConfig.CustomData": JSON.stringify({ a: "x".repeat(length) }),
      });
    await expect(give(room + 1)).rejects.toThrow("ExtendedConfig.CustomData");
    expect(await outcomeOf(give(room))).toBe("OK");
    expect((await service.call(describeSecret, { SecretName })).ExtendedConfig).toHaveLength(1024);
  });
});
