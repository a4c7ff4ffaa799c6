import {
  batchGetSecretValue,
  createSecret,
  deleteSecret,
  getSecretValue,
  restoreSecret,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { hookedDatabase, toldRotation, valueOf, type HookedDatabase } from "./managed-secrets.ts";
import { hourly, interval, SecretName, secretSteps } from "./rotating-secrets.ts";
import { account, createService, day, outcomeOf, refusalOf, region, type Service } from "./service.ts";

let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

const { create, rotate, current, versions } = secretSteps(() => service);

describe("RotateSecret", () => {
  it("has another password made and set, which is current from then on", async () => {
    await create("rds");
    const Arn = `acs:kms:${region}:${account}:secret/${SecretName}`;
    expect(await rotate(SecretName, "v2")).toEqual({ Arn, SecretName, VersionId: "v2" });
    const { AccountName, AccountPassword } = await current();
    expect(AccountName).toBe("orders");
    expect(AccountPassword).not.toBe("first");
    expect(database.inForce.get("orders")).toEqual({ AccountName, AccountPassword });
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent"] });
    expect(await toldRotation(service, SecretName)).toMatchObject({
      AutomaticRotation: "Disabled",
      LastRotationDate: new Date(service.clock.now),
    });
  });

  it("is told of to those who read the value", async () => {
    await create("rds", hourly);
    await rotate(SecretName, "v2");
    const told = {
      AutomaticRotation: "Enabled",
      RotationInterval: "21600s",
      LastRotationDate: new Date(service.clock.now),
      NextRotationDate: new Date(service.clock.now + interval),
    };
    expect(await service.call(getSecretValue, { SecretName })).toMatchObject(told);
    const { SecretValues } = await service.call(batchGetSecretValue, { SecretsList: [{ SecretName }] });
    expect(SecretValues[0]).toMatchObject(told);
  });

  it("tells the hook what the secret is of, what its value is, and what it may be", async () => {
    await create("rds");
    await rotate(SecretName, "v2");
    const [made, applied] = database.questions;
    const first = { AccountName: "orders", AccountPassword: "first" };
    const told = {
      SecretArn: `acs:kms:${region}:${account}:secret/${SecretName}`,
      SecretName,
      SecretType: "Rds",
      ExtendedConfig: { SecretSubType: "SingleUser", DBInstanceId: "rm-1", CustomData: {} },
      Current: { VersionId: "v1", SecretData: first },
    };
    const next = await current();
    expect(made).toEqual({ ...told, Step: "create", Proposed: next });
    expect(applied).toEqual({ ...told, Step: "apply", New: { VersionId: "v2", SecretData: next } });
  });

  it("lets two accounts take turns: the one that nobody uses gets the new password", async () => {
    await create("rdsPair");
    const one = await current();
    await rotate(SecretName, "v2");
    expect(await current()).toMatchObject({ AccountName: "two" });
    expect(await current()).not.toMatchObject({ AccountPassword: "first of two" });
    expect(await valueOf(service, SecretName, "ACSPrevious")).toEqual(one);
    await rotate(SecretName, "v3");
    expect(await current()).toMatchObject({ AccountName: "one" });
    expect(await valueOf(service, SecretName, "ACSPrevious")).toMatchObject({ AccountName: "two" });
  });

  it.each([
    [
      "ram",
      { AccessKeyId: "LTAI-2", AccessKeySecret: "second" },
      { GenerateTimestamp: "2026-01-02T03:04:05Z" },
    ],
    ["ecsKey", { UserName: "root", PublicKey: "ssh-ed25519 B", PrivateKey: "second" }, {}],
  ] as const)("takes what the hook makes where the service cannot: %s", async (name, SecretData, more) => {
    database.meanwhile = ({ Step }) => (Step === "create" ? { SecretData } : {});
    const made = await create(name);
    await rotate(made.SecretName, "v2");
    expect(await valueOf(service, made.SecretName)).toEqual({ ...SecretData, ...more });
    expect(database.questions.map((question) => "Proposed" in question)).toEqual([false, false]);
  });

  it("does nothing where the version is there already", async () => {
    await create("rds");
    await rotate(SecretName, "v2");
    expect(await outcomeOf(rotate(SecretName, "v2"))).toBe("OK");
    expect(await outcomeOf(rotate(SecretName, "v1"))).toBe("OK");
    expect(database.questions.length).toBe(2);
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent"] });
  });

  it("keeps at most ten versions", async () => {
    await create("rds");
    for (let at = 2; at <= 13; at += 1) await rotate(SecretName, `v${String(at)}`);
    expect(Object.keys(await versions())).toEqual(
      Array.from({ length: 10 }, (_, at) => `v${String(at + 4)}`),
    );
  });

  it("is not for generic secrets", async () => {
    await service.call(createSecret, { SecretName: "generic", VersionId: "v1", SecretData: "a" });
    expect(await outcomeOf(rotate("generic", "v2"))).toBe("UnsupportedOperation");
    expect(await outcomeOf(rotate("none", "v2"))).toBe("Forbidden.ResourceNotFound");
  });

  it("does nothing to a secret that waits for its deletion", async () => {
    await create("rds", hourly);
    await service.call(deleteSecret, { SecretName });
    expect(await outcomeOf(rotate(SecretName, "v2"))).toBe("Rejected.ResourceInDeleteWindow");
    service.clock.now += day;
    expect(await service.kms.rotateDueSecrets()).toBe(0);
    await service.call(restoreSecret, { SecretName });
    expect(await service.kms.rotateDueSecrets()).toBe(1);
  });

  it("is refused where no hook is set up, and shows it once the next one is due", async () => {
    service = await createService();
    await create("rds", hourly);
    service.clock.now += interval;
    expect(await refusalOf(rotate(SecretName, "v2"))).toMatchObject({
      code: "UnsupportedOperation",
      message: expect.stringContaining("no rotation hook is set up") as string,
    });
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
  });
});

describe("several rotations at once", () => {
  it("are one: the others are refused", async () => {
    await create("rds");
    const outcomes = ["v2", "v3", "v4"].map((id) => outcomeOf(rotate(SecretName, id)));
    expect((await Promise.all(outcomes)).toSorted()).toEqual([
      "OK",
      "Rejected.ResourceInUse",
      "Rejected.ResourceInUse",
    ]);
    expect(database.questions.length).toBe(2);
    expect(Object.keys(await versions()).length).toBe(2);
  });
});
