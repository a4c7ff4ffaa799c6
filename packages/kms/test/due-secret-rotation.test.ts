import { disableKey } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { failing, hookedDatabase, toldRotation, type HookedDatabase } from "./managed-secrets.ts";
import { hourly, interval, lostAt, SecretName, secretSteps } from "./rotating-secrets.ts";
import { createService, outcomeOf, type Service } from "./service.ts";

let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

const { create, rotate, current, stored } = secretSteps(() => service);

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
