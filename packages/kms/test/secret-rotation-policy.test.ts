import { createSecret, updateSecretRotationPolicy } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { failing, hookedDatabase, toldRotation, type HookedDatabase } from "./managed-secrets.ts";
import { hourly, interval, lostAt, SecretName, secretSteps } from "./rotating-secrets.ts";
import { createService, day, outcomeOf, type Service } from "./service.ts";

let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

const { create, rotate, current } = secretSteps(() => service);

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
