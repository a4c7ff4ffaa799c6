import {
  batchGetSecretValue,
  createSecret,
  deleteSecret,
  disableKey,
  putSecretValue,
  type RequestOf,
} from "@keyferry/protocol";
import { newAuditTrail } from "@keyferry/kms";
import { beforeEach, describe, expect, it } from "vitest";
import { as, createService, type Service } from "./service.ts";

let service: Service;
type Wanted = NonNullable<RequestOf<typeof batchGetSecretValue>["SecretsList"]>;

const create = (SecretName: string, EncryptionKeyId?: string) =>
  service.call(createSecret, {
    ...{ SecretName, VersionId: "v1", SecretData: `value of ${SecretName}` },
    ...(EncryptionKeyId !== undefined && { EncryptionKeyId }),
  });
const ask = (SecretsList: Wanted, caller = {}) => service.call(batchGetSecretValue, { SecretsList }, caller);
const named = (...names: string[]) => names.map((SecretName) => ({ SecretName }));
const values = ({ SecretValues }: Awaited<ReturnType<typeof ask>>) =>
  SecretValues.map(({ SecretName, VersionId, SecretData }) => [SecretName, VersionId, SecretData]);

beforeEach(async () => {
  const allow = { Effect: "Allow", Action: "kms:GetSecretValue", Resource: "acs:kms:*:*:secret/app/*" };
  service = await createService({ users: [{ name: "app", statements: [allow] }] });
});

describe("BatchGetSecretValue", () => {
  it("answers the values in the order in which they are asked for, each as it is wanted", async () => {
    for (const name of ["a", "b"]) await create(name);
    await service.call(putSecretValue, { SecretName: "a", VersionId: "v2", SecretData: "new" });
    const wanted = [
      { SecretName: "b", FetchExtendedConfig: true },
      { SecretName: "a", VersionStage: "ACSPrevious" },
      { SecretName: "a" },
      { SecretName: "a", VersionId: "v1" },
    ];
    const answer = await ask(wanted);
    expect(values(answer)).toEqual([
      ["b", "v1", "value of b"],
      ["a", "v1", "value of a"],
      ["a", "v2", "new"],
      ["a", "v1", "value of a"],
    ]);
    expect(answer.Errors).toEqual([]);
  });

  it("tells what is wrong with one, and answers the others", async () => {
    const KeyId = await service.newKey();
    for (const name of ["a", "gone", "b"]) await create(name);
    await create("closed", KeyId);
    await service.call(disableKey, { KeyId });
    await service.call(deleteSecret, { SecretName: "gone" });
    const answer = await ask(named("a", "none", "gone", "closed", "b"));
    expect(values(answer).map(([name]) => name)).toEqual(["a", "b"]);
    expect(answer.Errors.map(({ SecretName, Code, HttpStatus }) => [SecretName, Code, HttpStatus])).toEqual([
      ["none", "Forbidden.ResourceNotFound", 404],
      ["gone", "Rejected.ResourceInDeleteWindow", 409],
      ["closed", "Rejected.Unavailable", 409],
    ]);
  });

  it("asks for permission on each by itself, and notes what was touched", async () => {
    for (const name of ["app/a", "other", "app/b"]) await create(name);
    const trail = newAuditTrail();
    const SecretsList = named("app/a", "other", "app/b");
    const answer = await service.call(batchGetSecretValue, { SecretsList }, as("app"), trail);
    expect(values(answer).map(([name]) => name)).toEqual(["app/a", "app/b"]);
    expect(answer.Errors).toMatchObject([
      { SecretName: "other", Code: "Forbidden.NoPermission", HttpStatus: 403 },
    ]);
    for (const name of ["app/a", "app/b"]) {
      expect(trail.resources).toContainEqual(expect.stringMatching(`secret/${name}$`));
    }
  });

  it("reads through a dedicated gateway what is of its instance", async () => {
    const DKMSInstanceId = await service.newInstance();
    const EncryptionKeyId = await service.newKey({ DKMSInstanceId });
    await service.call(createSecret, {
      ...{ SecretName: "inside", VersionId: "v1", SecretData: "x", EncryptionKeyId, DKMSInstanceId },
    });
    await create("outside");
    const answer = await ask(named("outside", "inside"), { gateway: "dedicated", instance: DKMSInstanceId });
    expect(values(answer)).toEqual([["inside", "v1", "x"]]);
    expect(answer.Errors).toMatchObject([{ SecretName: "outside", Code: "Forbidden.ResourceNotFound" }]);
  });
});
