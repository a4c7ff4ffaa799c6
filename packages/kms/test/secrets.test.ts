import { rootPrincipal } from "@keyferry/access";
import {
  describeSecret,
  getSecretValue,
  listSecrets,
  updateSecret,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOnSecret, SecretName } from "./secret-calls.ts";
import { as, createService, otherAccount, outcomeOf, refusalOf, region, type Service } from "./service.ts";

const arn = `acs:kms:${region}:1000000000000000:secret/${SecretName}`;
let service: Service;
const { create, get, describeIt } = callsOnSecret(() => service);

beforeEach(async () => {
  service = await createService();
});

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
