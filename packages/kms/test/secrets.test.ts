import { rootPrincipal } from "@keyferry/access";
import {
  createAlias,
  createKeyVersion,
  createSecret,
  deleteSecret,
  describeKey,
  describeSecret,
  disableKey,
  enableKey,
  getSecretValue,
  listAliases,
  listSecrets,
  listSecretVersionIds,
  putSecretValue,
  restoreSecret,
  scheduleKeyDeletion,
  updateSecret,
  updateSecretVersionStage,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import {
  as,
  createService,
  day,
  otherAccount,
  outcomeOf,
  refusalOf,
  region,
  type Service,
} from "./service.ts";

const SecretName = "orders/password";
const arn = `acs:kms:${region}:1000000000000000:secret/${SecretName}`;
let service: Service;

beforeEach(async () => {
  service = await createService();
});

type NewSecret = Partial<RequestOf<typeof createSecret>>;

const create = (request: NewSecret = {}) =>
  service.call(createSecret, { SecretName, VersionId: "v1", SecretData: "one", ...request });
const put = (VersionId: string, SecretData: string, more: Partial<RequestOf<typeof putSecretValue>> = {}) =>
  service.call(putSecretValue, { SecretName, VersionId, SecretData, ...more });
const get = (more: Partial<RequestOf<typeof getSecretValue>> = {}) =>
  service.call(getSecretValue, { SecretName, ...more });
const describeIt = () => service.call(describeSecret, { SecretName, FetchTags: true });
const stage = (request: Omit<RequestOf<typeof updateSecretVersionStage>, "SecretName">) =>
  service.call(updateSecretVersionStage, { SecretName, ...request });
/** Id and labels of each version. */
const versions = async () => {
  const { VersionIds } = await service.call(listSecretVersionIds, {
    SecretName,
    IncludeDeprecated: true,
    PageSize: 100,
  });
  return Object.fromEntries(VersionIds.map(({ VersionId, VersionStages }) => [VersionId, VersionStages]));
};

describe("a new secret", () => {
  it("has a name, an ARN and one version, which is the current one", async () => {
    expect(await create({ Description: "of orders", Tags: [{ TagKey: "team", TagValue: "pay" }] })).toEqual({
      ...{ Arn: arn, SecretName, SecretType: "Generic", VersionId: "v1" },
    });
    const CreateTime = new Date(service.clock.now);
    expect(await get()).toEqual({
      ...{ SecretName, SecretType: "Generic", SecretData: "one", SecretDataType: "text" },
      ...{ VersionId: "v1", VersionStages: ["ACSCurrent"], CreateTime },
    });
    expect(await describeIt()).toEqual({
      ...{ Arn: arn, SecretName, SecretType: "Generic", Description: "of orders", CreateTime },
      ...{ UpdateTime: CreateTime, Tags: [{ TagKey: "team", TagValue: "pay" }] },
    });
  });

  it("is found by its ARN as well, but not by one of another region", async () => {
    await create();
    expect((await get({ SecretName: arn })).SecretData).toBe("one");
    const far = arn.replace(region, "cn-beijing");
    expect(await outcomeOf(get({ SecretName: far }))).toBe("Forbidden.ResourceNotFound");
    expect(await outcomeOf(get({ SecretName: "other" }))).toBe("Forbidden.ResourceNotFound");
  });

  it.each([
    ["text with a byte order mark, Chinese and line ends", "\ufeff密码\r\n \u0001", "text"],
    ["as long as it may be", "x".repeat(30_720), "text"],
    ["base64 of bytes", "AAEC/w==", "binary"],
  ] as const)("gives its value back as it was: %s", async (_, SecretData, SecretDataType) => {
    await create({ SecretData, SecretDataType });
    expect(await get()).toMatchObject({ SecretData, SecretDataType });
  });

  it("takes no binary value that is not base64", async () => {
    expect(await outcomeOf(create({ SecretData: "no base64", SecretDataType: "binary" }))).toBe(
      "InvalidParameter",
    );
  });

  it.each([
    ["Rejected.ResourceExist", {}],
    ["InvalidParameter", { SecretName: "acs/mine" }],
    ["InvalidParameter", { SecretName: "$Auto" }],
    ["UnsupportedOperation", { SecretName: "b", EnableAutomaticRotation: true }],
    ["Forbidden.KeyPolicyUnSupported", { SecretName: "b", Policy: "{}" }],
    ["Forbidden.KeyNotFound", { SecretName: "b", EncryptionKeyId: "11111111-1111-4111-8111-111111111111" }],
    ["MissingParameter", { SecretName: "b", DKMSInstanceId: `kst-${"x".repeat(21)}` }],
  ] as const)("is refused, %s, with %j", async (code, request) => {
    await create();
    expect(await outcomeOf(create(request))).toBe(code);
    expect((await service.call(listSecrets, {})).TotalCount).toBe(1);
  });
});

describe("the key of a secret", () => {
  it("is one of the service's own where none is chosen: one for all secrets, which nobody is told of", async () => {
    const names = ["a", "b", "c", "d"];
    await Promise.all(names.map((name) => create({ SecretName: name })));
    const { Aliases } = await service.call(listAliases, {});
    expect(Aliases.map(({ AliasName }) => AliasName)).toEqual(["alias/acs/secretsmanager"]);
    const KeyId = Aliases[0]?.KeyId ?? "";
    expect((await service.call(describeKey, { KeyId })).KeyMetadata).toMatchObject({
      Creator: "secretsmanager",
      KeyState: "Enabled",
    });
    const home = service.store.scoped({ account: "1000000000000000", region });
    for (const name of names) {
      expect((await home.secrets.read.byName(name))?.keyId).toBe(KeyId);
      expect((await get({ SecretName: name })).SecretData).toBe("one");
      const told = await service.call(describeSecret, { SecretName: name });
      expect(told.EncryptionKeyId).toBeUndefined();
    }
    expect((await home.keys.read.list({}, { offset: 0, limit: 10 })).total).toBe(1);
  });

  it("is the chosen one, by id or alias, also after it has another version", async () => {
    const DKMSInstanceId = await service.newInstance();
    const KeyId = await service.newKey({ DKMSInstanceId });
    await service.call(createAlias, { KeyId, AliasName: "alias/orders" });
    await create({ EncryptionKeyId: "alias/orders", DKMSInstanceId });
    expect((await describeIt()).EncryptionKeyId).toBe(KeyId);
    await service.call(createKeyVersion, { KeyId });
    await put("v2", "two");
    expect((await get()).SecretData).toBe("two");
    expect((await get({ VersionId: "v1" })).SecretData).toBe("one");
  });

  it("closes the secret while it is disabled, and for good when it is deleted", async () => {
    const KeyId = await service.newKey();
    await create({ EncryptionKeyId: KeyId });
    await service.call(disableKey, { KeyId });
    expect(await outcomeOf(get())).toBe("Rejected.Unavailable");
    expect(await outcomeOf(put("v2", "two"))).toBe("Rejected.Unavailable");
    expect((await describeIt()).EncryptionKeyId).toBe(KeyId);
    await service.call(enableKey, { KeyId });
    expect((await get()).SecretData).toBe("one");
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    expect(await outcomeOf(get())).toBe("Rejected.Unavailable");
    service.clock.now += 8 * day;
    await service.kms.purgeDueKeys();
    expect(await outcomeOf(get())).toBe("Rejected.Unavailable");
    expect(await outcomeOf(put("v2", "two"))).toBe("Rejected.Unavailable");
    expect((await describeIt()).EncryptionKeyId).toBe(KeyId);
  });

  it("is symmetric, and of the secret's own instance", async () => {
    const pair = await service.newKey({ KeySpec: "EC_SM2", KeyUsage: "SIGN/VERIFY" });
    expect(await outcomeOf(create({ EncryptionKeyId: pair }))).toBe("UnsupportedOperation");
    const DKMSInstanceId = await service.newInstance();
    const [inside, outside] = [await service.newKey({ DKMSInstanceId }), await service.newKey()];
    expect(await outcomeOf(create({ EncryptionKeyId: inside }))).toBe("InvalidParameter");
    expect(await outcomeOf(create({ EncryptionKeyId: outside, DKMSInstanceId }))).toBe("InvalidParameter");
    expect(await create({ EncryptionKeyId: inside, DKMSInstanceId })).toMatchObject({ DKMSInstanceId });
    expect(await describeIt()).toMatchObject({ DKMSInstanceId, EncryptionKeyId: inside });
  });
});

describe("where values are kept", () => {
  it("is under lock: nothing of them is in the store, and none opens in the place of another", async () => {
    await create({ SecretData: "a value that is easily found" });
    await create({ SecretName: "other", SecretData: "another" });
    const home = service.store.scoped({ account: "1000000000000000", region });
    const [mine, theirs] = [
      await home.secrets.read.version(SecretName, "v1"),
      await home.secrets.read.version("other", "v1"),
    ];
    if (mine === undefined || theirs === undefined) throw new Error("expected two versions");
    for (const bytes of [mine.value, mine.dataKey]) {
      expect(Buffer.from(bytes).toString("latin1")).not.toContain("easily");
    }
    for (const [dataKey, value] of [
      [theirs.dataKey, theirs.value],
      [mine.dataKey, theirs.value],
      [mine.dataKey, mine.value.map((byte, at) => (at === mine.value.length - 1 ? byte ^ 1 : byte))],
    ] as const) {
      await home.secrets.write.change(SecretName, () => ({
        set: {},
        drop: ["v1"],
        add: [{ ...mine, dataKey, value }],
      }));
      expect(await outcomeOf(get())).toBe("InternalFailure");
    }
    await home.secrets.write.change(SecretName, () => ({ set: {}, drop: ["v1"], add: [mine] }));
    expect((await get()).SecretData).toBe("a value that is easily found");
    const asBinary = { ...mine, dataType: "binary" } as const;
    await home.secrets.write.change(SecretName, () => ({ set: {}, drop: ["v1"], add: [asBinary] }));
    expect(await outcomeOf(get())).toBe("InternalFailure");
  });
});

describe("another value of a secret", () => {
  beforeEach(() => create());

  it("is the current one; the one before is the previous one, and the rest have no label", async () => {
    expect(await put("v2", "two")).toEqual({ SecretName, VersionId: "v2", VersionStages: ["ACSCurrent"] });
    await put("v3", "three");
    expect(await versions()).toEqual({ v1: [], v2: ["ACSPrevious"], v3: ["ACSCurrent"] });
    expect((await get()).SecretData).toBe("three");
    expect((await get({ VersionStage: "ACSPrevious" })).SecretData).toBe("two");
    expect((await get({ VersionId: "v1" })).VersionStages).toEqual([]);
  });

  it("is listed without a label only where that is asked for, by pages of 20 unless said", async () => {
    await put("v2", "two");
    await put("v3", "three");
    const list = (more: Partial<RequestOf<typeof listSecretVersionIds>>) =>
      service.call(listSecretVersionIds, { SecretName, ...more });
    expect(await list({})).toMatchObject({ TotalCount: 2, PageNumber: 1, PageSize: 20 });
    const { VersionIds, TotalCount } = await list({ IncludeDeprecated: true, PageSize: 2, PageNumber: 2 });
    expect([VersionIds.map(({ VersionId }) => VersionId), TotalCount]).toEqual([["v3"], 3]);
  });

  it("has the labels that it is given, and leaves the current one where it is not among them", async () => {
    await put("v2", "two", { VersionStages: ["next"] });
    expect(await versions()).toEqual({ v1: ["ACSCurrent"], v2: ["next"] });
    expect((await put("v3", "three", { VersionStages: ["ACSCurrent", "next"] })).VersionStages).toEqual([
      "ACSCurrent",
      "next",
    ]);
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: [], v3: ["ACSCurrent", "next"] });
    await put("v4", "four", { VersionStages: ["ACSCurrent", "ACSPrevious"] });
    expect(await versions()).toMatchObject({ v3: ["next"], v4: ["ACSCurrent", "ACSPrevious"] });
  });

  it("is one when it is put twice; another value of the same version is refused", async () => {
    await put("v2", "two");
    await put("v3", "three");
    expect(await put("v2", "two")).toEqual({ SecretName, VersionId: "v2", VersionStages: ["ACSPrevious"] });
    expect((await get()).SecretData).toBe("three");
    expect(await outcomeOf(put("v2", "other"))).toBe("Rejected.ResourceExist");
    const many = await Promise.all(Array.from({ length: 5 }, () => outcomeOf(put("v4", "four"))));
    expect(many).toEqual(["OK", "OK", "OK", "OK", "OK"]);
    expect(await versions()).toEqual({ v1: [], v2: [], v3: ["ACSPrevious"], v4: ["ACSCurrent"] });
  });

  it("is another one when it is of another type, with the same characters", async () => {
    await put("v2", "dHdv");
    expect(await outcomeOf(put("v2", "dHdv", { SecretDataType: "binary" }))).toBe("Rejected.ResourceExist");
    expect((await get()).SecretDataType).toBe("text");
  });

  it("gets labels that no version has when it is put again, and takes none from another", async () => {
    expect((await put("v1", "one", { VersionStages: ["ACSCurrent", "mine"] })).VersionStages).toEqual([
      "ACSCurrent",
      "mine",
    ]);
    await put("v2", "two", { VersionStages: ["ACSCurrent", "mine"] });
    await put("v1", "one", { VersionStages: ["ACSCurrent", "mine"] });
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent", "mine"] });
  });

  it("makes room for itself: of more than 10 the oldest without a label goes", async () => {
    await put("kept", "kept", { VersionStages: ["keep"] });
    for (let n = 2; n <= 12; n += 1) await put(`v${String(n)}`, String(n));
    const left = Object.keys(await versions());
    expect(left).toEqual(["kept", ...Array.from({ length: 9 }, (_, at) => `v${String(at + 4)}`)]);
    expect(await outcomeOf(get({ VersionId: "v3" }))).toBe("Forbidden.ResourceNotFound");
  });

  it("has a label of at most 8, the two built in included", async () => {
    const own = (count: number) => Array.from({ length: count }, (_, at) => `own-${String(at)}`);
    await put("v2", "two", { VersionStages: ["ACSCurrent", ...own(6)] });
    expect(await outcomeOf(put("v3", "three", { VersionStages: ["one more"] }))).toBe(
      "Rejected.LimitExceeded",
    );
    expect(await outcomeOf(stage({ VersionStage: "more", MoveToVersion: "v1" }))).toBe(
      "Rejected.LimitExceeded",
    );
    expect(Object.keys(await versions())).toEqual(["v1", "v2"]);
  });
});

describe("a label", () => {
  beforeEach(async () => {
    await create();
    await put("v2", "two");
  });

  it("is given, moved and taken away; the current one takes the previous one along", async () => {
    await stage({ VersionStage: "own", MoveToVersion: "v1" });
    expect((await get({ VersionStage: "own" })).SecretData).toBe("one");
    await stage({ VersionStage: "own", MoveToVersion: "v2", RemoveFromVersion: "v1" });
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent", "own"] });
    await stage({ VersionStage: "own", RemoveFromVersion: "v2" });
    await stage({ VersionStage: "ACSCurrent", MoveToVersion: "v1", RemoveFromVersion: "v2" });
    expect(await versions()).toEqual({ v1: ["ACSCurrent"], v2: ["ACSPrevious"] });
  });

  it.each([
    ["MissingParameter", { VersionStage: "own" }],
    ["MissingParameter", { VersionStage: "ACSCurrent", RemoveFromVersion: "v2" }],
    ["MissingParameter", { VersionStage: "ACSPrevious", RemoveFromVersion: "v1" }],
    ["Rejected.InvalidRequest", { VersionStage: "own", RemoveFromVersion: "v1" }],
    ["Rejected.InvalidRequest", { VersionStage: "ACSCurrent", MoveToVersion: "v2", RemoveFromVersion: "v1" }],
    ["Forbidden.ResourceNotFound", { VersionStage: "own", MoveToVersion: "v9" }],
    ["Forbidden.ResourceNotFound", { VersionStage: "own", MoveToVersion: "v1", RemoveFromVersion: "v9" }],
  ] as const)("is refused, %s, with %j", async (code, request) => {
    expect(await outcomeOf(stage(request))).toBe(code);
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent"] });
  });

  it("names no version when it is given with another one's id", async () => {
    expect((await get({ VersionId: "v2", VersionStage: "ACSCurrent" })).SecretData).toBe("two");
    const wrong = get({ VersionId: "v1", VersionStage: "ACSCurrent" });
    expect(await outcomeOf(wrong)).toBe("Forbidden.ResourceNotFound");
    expect(await outcomeOf(get({ VersionStage: "none" }))).toBe("Forbidden.ResourceNotFound");
  });
});

describe("the deletion of a secret", () => {
  beforeEach(() => create());

  it("happens at the end of its window, 30 days unless said, and not before", async () => {
    const { now } = service.clock;
    const PlannedDeleteTime = new Date(now + 30 * day);
    expect(await service.call(deleteSecret, { SecretName })).toEqual({ SecretName, PlannedDeleteTime });
    expect(await describeIt()).toMatchObject({ PlannedDeleteTime });
    expect((await service.call(listSecrets, {})).SecretList).toMatchObject([{ PlannedDeleteTime }]);
    for (const call of [
      get(),
      put("v2", "two"),
      create(),
      stage({ VersionStage: "x", MoveToVersion: "v1" }),
      service.call(updateSecret, { SecretName }),
      service.call(deleteSecret, { SecretName }),
      service.call(deleteSecret, { SecretName, ForceDeleteWithoutRecovery: true }),
    ]) {
      expect(await outcomeOf(call)).toBe("Rejected.ResourceInDeleteWindow");
    }
    service.clock.now += 30 * day - 1;
    expect(await service.kms.purgeDueSecrets()).toBe(0);
    service.clock.now += 1;
    expect(await outcomeOf(describeIt())).toBe("Forbidden.ResourceNotFound");
    expect((await service.call(listSecrets, {})).TotalCount).toBe(0);
    expect(await service.kms.purgeDueSecrets()).toBe(1);
    expect(await service.kms.purgeDueSecrets()).toBe(0);
    await create({ SecretData: "new" });
    expect((await get()).SecretData).toBe("new");
  });

  it("ends when the secret is restored; a secret that nobody deletes cannot be", async () => {
    expect(await outcomeOf(service.call(restoreSecret, { SecretName }))).toBe("Rejected.ResourceInUse");
    await service.call(deleteSecret, { SecretName, RecoveryWindowInDays: 7 });
    await service.call(restoreSecret, { SecretName });
    expect((await describeIt()).PlannedDeleteTime).toBeUndefined();
    service.clock.now += 8 * day;
    expect(await service.kms.purgeDueSecrets()).toBe(0);
    expect((await get()).SecretData).toBe("one");
  });

  it("is at once where it is forced, whatever the window; the name is free", async () => {
    const request = { SecretName, ForceDeleteWithoutRecovery: true, RecoveryWindowInDays: 99 };
    expect((await service.call(deleteSecret, request)).PlannedDeleteTime).toEqual(
      new Date(service.clock.now),
    );
    expect(await outcomeOf(describeIt())).toBe("Forbidden.ResourceNotFound");
    expect(await outcomeOf(create())).toBe("OK");
  });

  it.each([6, 31])("takes no window of %i days", async (RecoveryWindowInDays) => {
    const call = service.call(deleteSecret, {
      SecretName,
      RecoveryWindowInDays,
      ForceDeleteWithoutRecovery: false,
    });
    expect(await outcomeOf(call)).toBe("InvalidParameter");
    expect((await describeIt()).PlannedDeleteTime).toBeUndefined();
  });
});

describe("what is told of a secret", () => {
  it("changes with its description, which goes where none is given", async () => {
    await create({ Description: "old" });
    service.clock.now += 1000;
    await service.call(updateSecret, { SecretName, Description: "new" });
    expect(await describeIt()).toMatchObject({ Description: "new", UpdateTime: new Date(service.clock.now) });
    await service.call(updateSecret, { SecretName });
    expect((await describeIt()).Description).toBe("");
    const custom = { SecretName, "ExtendedConfig.CustomData": "{}" };
    expect(await outcomeOf(service.call(updateSecret, custom))).toBe("InvalidParameter");
  });

  it("is listed oldest first, by pages, filtered, with tags where they are asked for", async () => {
    for (const name of ["app/b", "app/a", "web"]) {
      await create({
        SecretName: name,
        Tags: [{ TagKey: "of", TagValue: name }],
        Description: `for ${name}`,
      });
    }
    const names = async (request: RequestOf<typeof listSecrets>) =>
      (await service.call(listSecrets, request)).SecretList.map((secret) => secret.SecretName);
    expect(await names({})).toEqual(["app/b", "app/a", "web"]);
    expect(await names({ PageNumber: 2, PageSize: 2 })).toEqual(["web"]);
    const by = (
      Key: "SecretName" | "TagKey" | "TagValue" | "SecretType" | "Description",
      ...Values: string[]
    ) => names({ Filters: [{ Key, Values }] });
    expect(await by("SecretName", "app/*")).toEqual(["app/b", "app/a"]);
    expect(await by("SecretName", "app", "web")).toEqual(["web"]);
    expect(await by("TagValue", "app/a", "web")).toEqual(["app/a", "web"]);
    expect(await by("TagKey", "none")).toEqual([]);
    expect(await by("SecretType", "Rds")).toEqual([]);
    expect(await by("Description", "for w*")).toEqual(["web"]);
    const { SecretList } = await service.call(listSecrets, { FetchTags: true, PageSize: 1 });
    expect(SecretList).toMatchObject([{ SecretName: "app/b", Tags: [{ TagKey: "of", TagValue: "app/b" }] }]);
  });
});

describe("a caller", () => {
  const denied = "Forbidden.NoPermission";

  it("needs no permission on the service's own key, and kms:Decrypt on a chosen one", async () => {
    const allow = { Effect: "Allow", Action: "kms:GetSecretValue", Resource: `acs:kms:*:*:secret/*` };
    service = await createService({ users: [{ name: "reader", statements: [allow] }] });
    await create();
    await create({ SecretName: "chosen", EncryptionKeyId: await service.newKey() });
    const reader = as("reader");
    expect(await outcomeOf(service.call(getSecretValue, { SecretName }, reader))).toBe("OK");
    const chosen = await refusalOf(service.call(getSecretValue, { SecretName: "chosen" }, reader));
    expect([chosen.code, chosen.message]).toEqual([
      denied,
      expect.stringContaining("kms:Decrypt on acs:kms"),
    ]);
    expect(await outcomeOf(service.call(describeSecret, { SecretName }, reader))).toBe(denied);
  });

  it("may be allowed by the tags of a secret", async () => {
    const Condition = { StringEquals: { "kms:tag/team": "pay" } };
    const allow = { Effect: "Allow", Action: "kms:GetSecretValue", Resource: "*", Condition };
    service = await createService({ users: [{ name: "reader", statements: [allow] }] });
    await create({ Tags: [{ TagKey: "team", TagValue: "pay" }] });
    await create({ SecretName: "other", Tags: [{ TagKey: "team", TagValue: "ship" }] });
    const reader = as("reader");
    expect(await outcomeOf(service.call(getSecretValue, { SecretName }, reader))).toBe("OK");
    expect(await outcomeOf(service.call(getSecretValue, { SecretName: "other" }, reader))).toBe(denied);
  });

  it("reads secrets of an instance through every gateway: the dedicated one has only its own", async () => {
    const DKMSInstanceId = await service.newInstance();
    await create({ DKMSInstanceId, EncryptionKeyId: await service.newKey({ DKMSInstanceId }) });
    await create({ SecretName: "outside" });
    const other = await service.newInstance({ id: `kst-${"z".repeat(21)}` });
    const at = (instance: string | null, name = SecretName) =>
      outcomeOf(
        service.call(
          getSecretValue,
          { SecretName: name },
          { gateway: instance === null ? "public" : "dedicated", instance },
        ),
      );
    expect(await at(null)).toBe("OK");
    expect(await at(DKMSInstanceId)).toBe("OK");
    expect(await at(other)).toBe("Forbidden.ResourceNotFound");
    expect(await at(DKMSInstanceId, "outside")).toBe("Forbidden.ResourceNotFound");
  });

  it("of another account finds no secret whose policy does not open it", async () => {
    const DKMSInstanceId = await service.newInstance();
    const statement = (account: string, ...Action: string[]) => ({
      Effect: "Allow",
      Principal: { RAM: [`acs:ram::${account}:*`] },
      Action,
      Resource: ["*"],
    });
    const open = JSON.stringify({
      Version: "1",
      Statement: [statement("1000000000000000", "kms:*"), statement(otherAccount, "kms:*")],
    });
    const EncryptionKeyId = await service.newKey({ DKMSInstanceId, Policy: open });
    await create({ DKMSInstanceId, EncryptionKeyId });
    await create({ SecretName: "open", DKMSInstanceId, EncryptionKeyId, Policy: open });
    const stranger = { principal: rootPrincipal(otherAccount) };
    const arnOf = (name: string) => arn.replace(SecretName, name);
    const read = (name: string) => service.call(getSecretValue, { SecretName: name }, stranger);
    expect((await read(arnOf("open"))).SecretData).toBe("one");
    expect((await service.call(describeSecret, { SecretName: arnOf("open") }, stranger)).Arn).toBe(
      arnOf("open"),
    );
    for (const name of [arnOf(SecretName), "open", SecretName, arnOf("none")]) {
      expect(await outcomeOf(read(name))).toBe("Forbidden.ResourceNotFound");
    }
    const change = service.call(updateSecret, { SecretName: arnOf("open") }, stranger);
    expect(await outcomeOf(change)).toBe("Forbidden.ResourceNotFound");
  });
});
