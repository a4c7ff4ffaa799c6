import { CryptoError, type CryptoBackend } from "@keyferry/crypto";
import { disableKey, enableKey, updateSecretRotationPolicy } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { failing, hookedDatabase, toldRotation, type HookedDatabase } from "./managed-secrets.ts";
import { hourly, interval, lostAt, SecretName, secretSteps } from "./rotating-secrets.ts";
import { createService, outcomeOf, refusalOf, type Service } from "./service.ts";

let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

const { create, rotate, current, versions, stored } = secretSteps(() => service);
/** The steps that were asked, with the versions that they were about. */
const steps = () => database.questions.map(({ Step, New }) => [Step, New?.VersionId]);

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
