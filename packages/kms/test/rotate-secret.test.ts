import { CryptoError, type CryptoBackend } from "@keyferry/crypto";
import type { RotationQuestion } from "@keyferry/kms";
import {
  batchGetSecretValue,
  createSecret,
  deleteSecret,
  disableKey,
  enableKey,
  getSecretValue,
  listSecretVersionIds,
  restoreSecret,
  rotateSecret,
  updateSecretRotationPolicy,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import {
  failing,
  hookedDatabase,
  managedRequests,
  toldRotation,
  valueOf,
  type HookedDatabase,
} from "./managed-secrets.ts";
import { account, createService, day, outcomeOf, refusalOf, region, type Service } from "./service.ts";

let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

const create = (name: keyof typeof managedRequests, more: Partial<RequestOf<typeof createSecret>> = {}) =>
  service.call(createSecret, { ...managedRequests[name], VersionId: "v1", ...more });
const rotate = (SecretName: string, VersionId: string) =>
  service.call(rotateSecret, { SecretName, VersionId });
const SecretName = managedRequests.rds.SecretName;
const hourly = { EnableAutomaticRotation: true, RotationInterval: 21_600 };
const interval = hourly.RotationInterval * 1000;
const current = () => valueOf(service, SecretName);
/** The steps that were asked, with the versions that they were about. */
const steps = () => database.questions.map(({ Step, New }) => [Step, New?.VersionId]);
const versions = async () => {
  const { VersionIds } = await service.call(listSecretVersionIds, { SecretName, IncludeDeprecated: true });
  return Object.fromEntries(VersionIds.map(({ VersionId, VersionStages }) => [VersionId, VersionStages]));
};
const stored = () => service.store.scoped({ account, region }).secrets.read.byName(SecretName);

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

describe("a rotation that fails, and is due", () => {
  beforeEach(async () => {
    await create("rds", hourly);
    service.clock.now += interval;
  });

  it.each([
    ["the hook fails", failing("ended with code 3"), "the rotation hook: ended with code 3."],
    ["its answer is no object", () => [], "the rotation hook: its answer is no JSON object."],
    ["it makes no value", () => ({ SecretData: "text" }), "AccountName, AccountPassword, each a text."],
    [
      "it makes one that is too long",
      () => ({ SecretData: { AccountName: "orders", AccountPassword: "hush".repeat(7680) } }),
      "SecretData in its answer is too long",
    ],
    [
      "it makes another one",
      () => ({ SecretData: { AccountName: "orders", AccountPassword: "hush", more: "hush" } }),
      "AccountName, AccountPassword, each a text.",
    ],
  ])("when %s leaves the value as it is, and says so", async (_, meanwhile, says) => {
    database.meanwhile = meanwhile;
    const refusal = await refusalOf(rotate(SecretName, "v2"));
    expect(refusal).toMatchObject({ code: "ServiceUnavailableTemporary", status: 503 });
    expect(refusal.message).toContain(says);
    expect(refusal.message).not.toContain("hush");
    expect((await stored())?.rotation).toMatchObject({ failure: refusal.message, begun: null });
    expect(await current()).toEqual({ AccountName: "orders", AccountPassword: "first" });
    expect(await toldRotation(service, SecretName)).toEqual({ AutomaticRotation: "Invalid" });
    database.meanwhile = () => undefined;
    expect(await outcomeOf(rotate(SecretName, "v2"))).toBe("OK");
    expect(await toldRotation(service, SecretName)).toEqual({
      AutomaticRotation: "Enabled",
      RotationInterval: "21600s",
      LastRotationDate: new Date(service.clock.now),
      NextRotationDate: new Date(service.clock.now + interval),
    });
    expect((await stored())?.rotation).toMatchObject({ failure: null, begun: null });
  });

  it("because of its key is refused, before the hook is asked", async () => {
    const EncryptionKeyId = await service.newKey();
    const named = { SecretName: "other", EncryptionKeyId };
    await create("rds", named);
    await service.call(disableKey, { KeyId: EncryptionKeyId });
    expect(await outcomeOf(rotate("other", "v2"))).toBe("Rejected.Unavailable");
    expect(database.questions).toEqual([]);
    await service.call(enableKey, { KeyId: EncryptionKeyId });
    expect(await outcomeOf(rotate("other", "v2"))).toBe("OK");
  });
});

/** Fails at the step, after it was done. */
const lostAt = (step: RotationQuestion["Step"]) => (question: RotationQuestion) =>
  question.Step === step ? failing("no answer came")() : undefined;

describe("a value that may be in use", () => {
  beforeEach(() => create("rds"));

  it("is kept, hidden, and gone on with: by the same call", async () => {
    database.meanwhile = lostAt("apply");
    expect(await outcomeOf(rotate(SecretName, "v2"))).toBe("ServiceUnavailableTemporary");
    const inForce = database.inForce.get("orders");
    expect(await current()).toMatchObject({ AccountPassword: "first" });
    expect(await versions()).toEqual({ v1: ["ACSCurrent"] });
    database.meanwhile = () => undefined;
    await rotate(SecretName, "v2");
    expect(await current()).toEqual(inForce);
    expect(steps()).toEqual([
      ["create", undefined],
      ["apply", "v2"],
      ["apply", "v2"],
    ]);
  });

  it("is the same one under the name that another call gives", async () => {
    database.meanwhile = lostAt("apply");
    await outcomeOf(rotate(SecretName, "v2"));
    const inForce = database.inForce.get("orders");
    database.meanwhile = () => undefined;
    await rotate(SecretName, "v3");
    expect(await current()).toEqual(inForce);
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v3: ["ACSCurrent"] });
    expect(steps().slice(1)).toEqual([
      ["apply", "v2"],
      ["apply", "v3"],
    ]);
  });

  it("is gone on with by itself, though nothing is switched on", async () => {
    database.meanwhile = lostAt("apply");
    await outcomeOf(rotate(SecretName, "v2"));
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow("will be tried again: 1");
    database.meanwhile = () => undefined;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect(await service.kms.rotateDueSecrets()).toBe(0);
    expect(await current()).toEqual(database.inForce.get("orders"));
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent"] });
  });

  it.each(["create", "apply"] as const)("outlives a crash after the step %s", async (step) => {
    database.meanwhile = ({ Step }) => (Step === step ? new Promise(() => undefined) : undefined);
    void rotate(SecretName, "v2");
    expect((await database.asked(step === "create" ? 1 : 2)).Step).toBe(step);
    database.meanwhile = () => undefined;
    expect(await outcomeOf(rotate(SecretName, "v2"))).toBe("Rejected.ResourceInUse");
    // The one that has died has its time, and no more.
    expect(await service.kms.rotateDueSecrets()).toBe(0);
    service.clock.now += 2 * database.timeLimit + 30_000;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect(await current()).toEqual(database.inForce.get("orders"));
    expect(Object.values(await versions())).toEqual([["ACSPrevious"], ["ACSCurrent"]]);
  });

  it("is made current once, though the one that was thought dead comes back", async () => {
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    database.meanwhile = ({ Step }) => (Step === "apply" ? waits : undefined);
    const late = outcomeOf(rotate(SecretName, "v2"));
    await database.asked(2);
    database.meanwhile = () => undefined;
    service.clock.now += 2 * database.timeLimit + 30_000;
    await rotate(SecretName, "v2");
    const after = await stored();
    goOn();
    expect(await late).toBe("Rejected.ResourceInUse");
    expect(await stored()).toEqual(after);
    expect(await current()).toEqual(database.inForce.get("orders"));
  });
});

describe("a rotation while the module is away", () => {
  const away = new CryptoError("unavailable", "the module does not answer");
  let isAway = false;
  beforeEach(async () => {
    isAway = false;
    const watch = (crypto: CryptoBackend): CryptoBackend => ({
      ...crypto,
      decrypt: (source) => (isAway ? Promise.reject(away) : crypto.decrypt(source)),
    });
    service = await createService({ rotationHook: database, watch });
    await create("rds", hourly);
    service.clock.now += interval;
    isAway = true;
  });

  it("is told as any call is, and shown", async () => {
    const refusal = await refusalOf(rotate(SecretName, "v2"));
    expect(refusal).toMatchObject({ code: "ServiceUnavailableTemporary", status: 503 });
    expect((await stored())?.rotation?.failure).toBe(refusal.message);
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
    isAway = false;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
  });

  it("keeps the reason for the log", async () => {
    const failure = await service.kms.rotateDueSecrets().catch((error: unknown) => error);
    const code = "ServiceUnavailableTemporary";
    expect(failure).toMatchObject({ errors: [{ cause: { code, cause: away } }] });
  });

  it("keeps no policy from being set", async () => {
    const set = service.call(updateSecretRotationPolicy, { SecretName, ...hourly });
    expect(await outcomeOf(set)).toBe("OK");
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

describe("the rotation of a secret", () => {
  it("happens when it is due, once, however many intervals went by", async () => {
    await create("rds", hourly);
    service.clock.now += interval - 1;
    expect(await service.kms.rotateDueSecrets()).toBe(0);
    service.clock.now += 10 * interval;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect(await service.kms.rotateDueSecrets()).toBe(0);
    expect(await current()).toEqual(database.inForce.get("orders"));
    expect(await toldRotation(service, SecretName)).toEqual({
      AutomaticRotation: "Enabled",
      RotationInterval: "21600s",
      LastRotationDate: new Date(service.clock.now),
      NextRotationDate: new Date(service.clock.now + interval),
    });
  });

  it("that fails keeps no other from its own, and is tried again", async () => {
    await create("rds", hourly);
    await create("rds", { ...hourly, SecretName: "another" });
    database.meanwhile = (question) => (question.SecretName === SecretName ? failing()() : undefined);
    service.clock.now += interval;
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow("will be tried again: 1");
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
    expect((await toldRotation(service, "another")).LastRotationDate).toEqual(new Date(service.clock.now));
    database.meanwhile = () => undefined;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Enabled");
  });

  it("has its whole time, though others were renewed before it for long", async () => {
    service = await createService({ rotationHook: { ...database, timeLimit: 60_000 } });
    await create("rds", { ...hourly, SecretName: "another" });
    await create("rds", hourly);
    const outcomes: string[] = [];
    database.meanwhile = async (question) => {
      service.clock.now += 50_000;
      if (question.SecretName === SecretName) outcomes.push(await outcomeOf(rotate(SecretName, "v2")));
    };
    service.clock.now += interval;
    const began = service.clock.now;
    expect(await service.kms.rotateDueSecrets()).toBe(2);
    expect(outcomes).toEqual(["Rejected.ResourceInUse", "Rejected.ResourceInUse"]);
    expect(await current()).toEqual(database.inForce.get("orders"));
    expect((await toldRotation(service, "another")).LastRotationDate).toEqual(new Date(began));
    expect((await toldRotation(service, SecretName)).LastRotationDate).toEqual(new Date(began + 100_000));
  });

  it("that nobody can do is told once", async () => {
    service = await createService();
    await create("rds", hourly);
    service.clock.now += interval;
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow("nothing renews them: 1");
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
    expect(await service.kms.rotateDueSecrets()).toBe(0);
  });

  it("that nobody can go on with is told once, too, where nothing is switched on", async () => {
    await create("rds");
    database.meanwhile = failing();
    await outcomeOf(rotate(SecretName, "v2"));
    database.meanwhile = lostAt("apply");
    await outcomeOf(rotate(SecretName, "v2"));
    const kms = service.withoutHook();
    await expect(kms.rotateDueSecrets()).rejects.toThrow("nothing renews them: 1");
    expect(await kms.rotateDueSecrets()).toBe(0);
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Disabled");
    database.meanwhile = () => undefined;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
  });

  it("is not said to be broken where one by hand has failed that leaves nothing, until it is due", async () => {
    await create("rds", hourly);
    const before = await toldRotation(service, SecretName);
    database.meanwhile = failing();
    await outcomeOf(rotate(SecretName, "v2"));
    expect(await toldRotation(service, SecretName)).toEqual(before);
    expect(before.AutomaticRotation).toBe("Enabled");
    service.clock.now += interval;
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow("will be tried again: 1");
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
  });

  it("is broken at once where one by hand has left a value that may be in force", async () => {
    await create("rds", hourly);
    database.meanwhile = lostAt("apply");
    await outcomeOf(rotate(SecretName, "v2"));
    expect(await toldRotation(service, SecretName)).toEqual({ AutomaticRotation: "Invalid" });
    database.meanwhile = () => undefined;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Enabled");
  });

  it("shows that its key is disabled", async () => {
    const EncryptionKeyId = await service.newKey();
    await create("rds", { ...hourly, EncryptionKeyId });
    await service.call(disableKey, { KeyId: EncryptionKeyId });
    service.clock.now += interval;
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow(AggregateError);
    expect(database.questions).toEqual([]);
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
    expect((await stored())?.rotation?.failure).toContain("the key of the secret cannot be used");
  });
});

describe("UpdateSecretRotationPolicy", () => {
  const set = (EnableAutomaticRotation: boolean, RotationInterval?: number, name: string = SecretName) =>
    service.call(updateSecretRotationPolicy, {
      SecretName: name,
      EnableAutomaticRotation,
      ...(RotationInterval !== undefined && { RotationInterval }),
    });
  beforeEach(() => create("rds"));

  it("switches the rotation on, from the last one on, and off", async () => {
    const made = service.clock.now;
    service.clock.now += 1000;
    expect(await set(true, 605_800)).toEqual({ SecretName });
    expect(await toldRotation(service, SecretName)).toEqual({
      AutomaticRotation: "Enabled",
      RotationInterval: "605800s",
      NextRotationDate: new Date(made + 605_800_000),
    });
    await rotate(SecretName, "v2");
    await set(true, 21_600);
    expect((await toldRotation(service, SecretName)).NextRotationDate).toEqual(
      new Date(service.clock.now + interval),
    );
    await set(false, 1);
    expect(await toldRotation(service, SecretName)).toEqual({
      AutomaticRotation: "Disabled",
      LastRotationDate: new Date(service.clock.now),
    });
    service.clock.now += 400 * day;
    expect(await service.kms.rotateDueSecrets()).toBe(0);
  });

  it("renews the value at once where that would have been due", async () => {
    service.clock.now += 2 * interval;
    await set(true, 21_600);
    expect(await current()).toEqual(database.inForce.get("orders"));
    expect((await toldRotation(service, SecretName)).LastRotationDate).toEqual(new Date(service.clock.now));
  });

  it("starts nothing when it is switched off, not even what was left in its midst", async () => {
    database.meanwhile = lostAt("apply");
    await outcomeOf(rotate(SecretName, "v2"));
    database.meanwhile = () => undefined;
    const asked = database.questions.length;
    await set(false);
    expect(database.questions.length).toBe(asked);
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect(await current()).toEqual(database.inForce.get("orders"));
  });

  it("switched on again tells once more of what nobody can do", async () => {
    service = await createService();
    await create("rds", hourly);
    service.clock.now += interval;
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow("nothing renews them: 1");
    await set(true, 2 * hourly.RotationInterval);
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Enabled");
    service.clock.now += interval;
    await expect(service.kms.rotateDueSecrets()).rejects.toThrow("nothing renews them: 1");
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
  });

  it("is set though what is due at once fails, which is shown", async () => {
    database.meanwhile = failing();
    service.clock.now += 2 * interval;
    expect(await outcomeOf(set(true, 21_600))).toBe("OK");
    expect((await toldRotation(service, SecretName)).AutomaticRotation).toBe("Invalid");
    database.meanwhile = () => undefined;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
  });

  it.each([
    ["MissingParameter", true, undefined],
    ["InvalidParameter", true, 21_599],
    ["InvalidParameter", true, 365 * 86_400 + 1],
    ["OK", true, 365 * 86_400],
    ["OK", false, undefined],
  ] as const)("answers %s for %s, %s", async (code, on, seconds) => {
    expect(await outcomeOf(set(on, seconds))).toBe(code);
  });

  it("is not for generic secrets", async () => {
    await service.call(createSecret, { SecretName: "generic", VersionId: "v1", SecretData: "a" });
    expect(await outcomeOf(set(true, 21_600, "generic"))).toBe("UnsupportedOperation");
  });
});
