import { deleteSecret, listSecrets, restoreSecret, updateSecret } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOnSecret, SecretName } from "./secret-calls.ts";
import { createService, day, outcomeOf, type Service } from "./service.ts";

let service: Service;
const { create, put, get, describeIt, stage } = callsOnSecret(() => service);

beforeEach(async () => {
  service = await createService();
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
