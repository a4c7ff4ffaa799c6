import type { RotationQuestion } from "@keyferry/kms";
import {
  createSecret,
  deleteSecret,
  disableKey,
  getSecretValue,
  listSecrets,
  listSecretVersionIds,
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
import { createService, outcomeOf, type Service } from "./service.ts";

const { SecretName } = managedRequests.redis;
const daily = { EnableAutomaticRotation: true, RotationInterval: 86_400 };
let database: HookedDatabase;
let service: Service;

beforeEach(async () => {
  database = hookedDatabase();
  service = await createService({ rotationHook: database });
});

const create = (more: Partial<RequestOf<typeof createSecret>> = {}) =>
  service.call(createSecret, { ...managedRequests.redis, VersionId: "v1", ...more });
const listed = async () =>
  (await service.call(listSecrets, {})).SecretList.map((secret) => secret.SecretName);
const labels = async () => {
  const { VersionIds } = await service.call(listSecretVersionIds, { SecretName, IncludeDeprecated: true });
  return VersionIds.map(({ VersionStages }) => VersionStages);
};
const read = (VersionStage: string) => outcomeOf(service.call(getSecretValue, { SecretName, VersionStage }));
const inForce = (account: string) => database.inForce.get(account);

/** What readers get is what is in force, for both accounts. */
async function expectSettled(): Promise<void> {
  expect(await valueOf(service, SecretName)).toEqual(inForce("user"));
  expect(await valueOf(service, SecretName, "ACSPrevious")).toEqual(inForce("user_clone"));
  expect(await labels()).toEqual(expect.arrayContaining([["ACSCurrent"], ["ACSPrevious"]]));
  expect(await labels()).toHaveLength(2);
}

/** The secret is there, and nobody reads a value of it. */
async function expectHidden(): Promise<void> {
  expect(await listed()).toEqual([SecretName]);
  expect([await read("ACSCurrent"), await read("ACSPrevious")]).toEqual(
    Array.from({ length: 2 }, () => "Forbidden.ResourceNotFound"),
  );
  expect(await labels()).toEqual([]);
}

describe("the accounts of a new secret", () => {
  it("are asked for once it is kept, each once, and nothing is told of a rotation", async () => {
    database.meanwhile = () => expectHidden();
    const asked = { SecretName, Step: "apply", SecretType: "Redis" };
    const told = await create(daily);
    expect(database.questions).toMatchObject([
      { ...asked, New: { VersionId: "v1", SecretData: { AccountName: "user" } } },
      { ...asked, New: { SecretData: { AccountName: "user_clone" } } },
    ]);
    expect(database.questions.some((question) => "Current" in question || "Previous" in question)).toBe(
      false,
    );
    const NextRotationDate = new Date(service.clock.now + 86_400_000);
    expect(told).toMatchObject({ AutomaticRotation: "Enabled", NextRotationDate });
    expect(await toldRotation(service, SecretName)).toMatchObject({
      ...{ AutomaticRotation: "Enabled", NextRotationDate },
      LastRotationDate: undefined,
    });
    await expectSettled();
  });

  it("are not touched where the secret cannot be kept", async () => {
    service = await createService({ rotationHook: database, quotas: { secrets: 1 } });
    const EncryptionKeyId = await service.newKey();
    await service.call(disableKey, { KeyId: EncryptionKeyId });
    expect(await outcomeOf(create({ EncryptionKeyId }))).toBe("Rejected.Unavailable");
    await service.call(createSecret, { SecretName: "another", VersionId: "v1", SecretData: "a" });
    expect(await outcomeOf(create())).toBe("Rejected.LimitExceeded");
    expect(await outcomeOf(create({ SecretName: "another" }))).toBe("Rejected.ResourceExist");
    expect(await listed()).toEqual(["another"]);
    expect(database.questions).toEqual([]);
  });

  it("are those of one secret, where two are made at once under its name", async () => {
    const outcomes = await Promise.all([create(), create({ VersionId: "v2" })].map(outcomeOf));
    expect(outcomes.toSorted()).toEqual(["OK", "Rejected.ResourceExist"]);
    expect(database.questions).toHaveLength(2);
    await expectSettled();
  });
});

/** Fails for an account, after its password was set. */
const lostFor =
  (account: string) =>
  ({ New }: RotationQuestion) =>
    New?.SecretData["AccountName"] === account ? failing("no answer came")() : undefined;

describe.each(["user", "user_clone"])("a secret whose making fails at the account %s", (account) => {
  beforeEach(async () => {
    database.meanwhile = lostFor(account);
    expect(await outcomeOf(create(daily))).toBe("ServiceUnavailableTemporary");
    database.meanwhile = () => undefined;
  });

  it("is there, without a value, and says that it is broken", async () => {
    await expectHidden();
    expect(await toldRotation(service, SecretName)).toEqual({ AutomaticRotation: "Invalid" });
    expect(await outcomeOf(create())).toBe("Rejected.ResourceExist");
  });

  it.each(["v1", "v2"])(
    "is gone on with by RotateSecret, as version %s, with the same passwords",
    async (id) => {
      const set = inForce("user");
      await service.call(rotateSecret, { SecretName, VersionId: id });
      expect(inForce("user")).toEqual(set);
      await expectSettled();
      expect(await service.call(getSecretValue, { SecretName })).toMatchObject({ VersionId: id });
    },
  );

  it("is gone on with by itself, after which it has not been rotated yet", async () => {
    const made = service.clock.now;
    service.clock.now += 1000;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    expect(database.questions.some((question) => "Current" in question || "Previous" in question)).toBe(
      false,
    );
    await expectSettled();
    expect(await toldRotation(service, SecretName)).toMatchObject({
      AutomaticRotation: "Enabled",
      NextRotationDate: new Date(made + 86_400_000),
      LastRotationDate: undefined,
    });
    await service.call(rotateSecret, { SecretName, VersionId: "v2" });
    expect(await valueOf(service, SecretName)).toEqual(inForce("user_clone"));
  });

  it("is gone on with where its rotation is set meanwhile", async () => {
    await service.call(updateSecretRotationPolicy, { SecretName, ...daily });
    await expectSettled();
  });

  it("can be deleted, and made anew", async () => {
    await service.call(deleteSecret, { SecretName, ForceDeleteWithoutRecovery: true });
    await create();
    await expectSettled();
  });
});

describe("a secret whose making a crash cuts short", () => {
  it("is gone on with once the time of who made it is over", async () => {
    database.meanwhile = () => new Promise(() => undefined);
    void create();
    await database.asked(1);
    database.meanwhile = () => undefined;
    await expectHidden();
    expect(await outcomeOf(service.call(rotateSecret, { SecretName, VersionId: "v1" }))).toBe(
      "Rejected.ResourceInUse",
    );
    expect(await service.kms.rotateDueSecrets()).toBe(0);
    service.clock.now += 2 * database.timeLimit + 30_000;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    await expectSettled();
  });

  it("is not made anew by who was thought dead, and comes back", async () => {
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    database.meanwhile = () => waits;
    const late = outcomeOf(create());
    await database.asked(1);
    database.meanwhile = () => undefined;
    service.clock.now += 2 * database.timeLimit + 30_000;
    expect(await service.kms.rotateDueSecrets()).toBe(1);
    goOn();
    expect(await late).toBe("Rejected.ResourceInUse");
    await expectSettled();
  });
});
