import {
  cancelKeyDeletion,
  createAlias,
  decrypt,
  describeKey,
  disableKey,
  enableKey,
  encrypt,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  listAliases,
  listAliasesByKeyId,
  listKeys,
  reEncrypt,
  scheduleKeyDeletion,
  updateAlias,
  updateKeyDescription,
} from "@keyferry/protocol";
import { rootPrincipal } from "@keyferry/access";
import { beforeEach, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { account, createService, otherAccount, outcomeOf, region, type Service } from "./service.ts";

let service: Service;
let keyId: string;
const arn = (resource: string, { of = account, at = region } = {}) => `acs:kms:${at}:${of}:${resource}`;

beforeEach(async () => {
  service = await createService();
  keyId = await service.newKey();
  await service.call(createAlias, { KeyId: keyId, AliasName: "alias/orders" });
});

describe("a key is named", () => {
  const described = async (KeyId: string) => (await service.call(describeKey, { KeyId })).KeyMetadata.KeyId;

  it("by its id, its alias, its ARN and the ARN of its alias; answers have its id", async () => {
    expect(await described(keyId)).toBe(keyId);
    expect(await described("alias/orders")).toBe(keyId);
    expect(await described(arn(`key/${keyId}`))).toBe(keyId);
    expect(await described(arn("alias/orders"))).toBe(keyId);
  });

  it("by an alias wherever key material is used", async () => {
    const KeyId = "alias/orders";
    const Plaintext = "a";
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext });
    const answers = await Promise.all([
      service.call(encrypt, { KeyId, Plaintext }),
      service.call(generateDataKey, { KeyId }),
      service.call(generateDataKeyWithoutPlaintext, { KeyId }),
      service.call(generateAndExportDataKey, { KeyId, ...recipients.SM2PKE.fields }),
      service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: KeyId }),
    ]);
    expect(answers.map((answer) => answer.KeyId)).toEqual(answers.map(() => keyId));
  });

  it.each([
    ["EnableKey", enableKey, {}],
    ["DisableKey", disableKey, {}],
    ["ScheduleKeyDeletion", scheduleKeyDeletion, { PendingWindowInDays: 7 }],
    ["CancelKeyDeletion", cancelKeyDeletion, {}],
    ["CreateAlias", createAlias, { AliasName: "alias/second" }],
    ["UpdateAlias", updateAlias, { AliasName: "alias/orders" }],
    ["ListAliasesByKeyId", listAliasesByKeyId, {}],
    ["UpdateKeyDescription", updateKeyDescription, { Description: "a" }],
  ] as const)("by its id or ARN only for %s", async (name, operation, rest) => {
    const call = (KeyId: string) =>
      outcomeOf(service.call(operation as typeof enableKey, { KeyId, ...rest }));
    expect(await call("alias/orders")).toBe("Unsupported.Alias");
    expect(await call(arn("alias/orders"))).toBe("Unsupported.Alias");
    if (name === "CancelKeyDeletion") await service.setState(keyId, "PendingDeletion");
    expect(await call(arn(`key/${keyId}`))).toBe("OK");
  });

  it.each([
    ["an unknown id", () => "11111111-1111-4111-8111-111111111111", "Forbidden.KeyNotFound"],
    ["an id in upper case", () => keyId.toUpperCase(), "Forbidden.KeyNotFound"],
    ["an unknown alias", () => "alias/unknown", "Forbidden.AliasNotFound"],
    ["the ARN of an unknown alias", () => arn("alias/unknown"), "Forbidden.AliasNotFound"],
    ["the ARN of another account", () => arn(`key/${keyId}`, { of: otherAccount }), "Forbidden.KeyNotFound"],
    ["the ARN of another region", () => arn(`key/${keyId}`, { at: "cn-beijing" }), "Forbidden.KeyNotFound"],
    [
      "the ARN of its alias in another account",
      () => arn("alias/orders", { of: otherAccount }),
      "Forbidden.KeyNotFound",
    ],
    ["an ARN of another kind", () => arn(`secret/${keyId}`), "Forbidden.KeyNotFound"],
    ["an ARN without a resource", () => arn(""), "Forbidden.KeyNotFound"],
    ["an ARN of another service", () => `acs:oss:${region}:${account}:key/${keyId}`, "Forbidden.KeyNotFound"],
    ["an id that the store cannot hold", () => "\ud800", "Forbidden.KeyNotFound"],
  ])("is not found by %s", async (_, name, code) => {
    expect(await outcomeOf(service.call(describeKey, { KeyId: name() }))).toBe(code);
    expect(await outcomeOf(service.call(encrypt, { KeyId: name(), Plaintext: "a" }))).toBe(code);
  });
});

describe.each([
  ["region", { region: "cn-beijing" }],
  ["account", { principal: rootPrincipal(otherAccount) }],
])("another %s", (_, elsewhere) => {
  it("finds neither key, alias nor ciphertext", async () => {
    const { call } = service;
    const { CiphertextBlob } = await call(encrypt, { KeyId: keyId, Plaintext: "a" });
    expect(await outcomeOf(call(describeKey, { KeyId: keyId }, elsewhere))).toBe("Forbidden.KeyNotFound");
    expect(await outcomeOf(call(describeKey, { KeyId: arn(`key/${keyId}`) }, elsewhere))).toBe(
      "Forbidden.KeyNotFound",
    );
    expect(await outcomeOf(call(describeKey, { KeyId: "alias/orders" }, elsewhere))).toBe(
      "Forbidden.AliasNotFound",
    );
    expect(await outcomeOf(call(decrypt, { CiphertextBlob }, elsewhere))).toBe("Forbidden.KeyNotFound");
    expect(await outcomeOf(call(disableKey, { KeyId: keyId }, elsewhere))).toBe("Forbidden.KeyNotFound");
  });

  it("lists nothing", async () => {
    expect((await service.call(listKeys, {}, elsewhere)).Keys).toEqual([]);
    expect((await service.call(listAliases, {}, elsewhere)).Aliases).toEqual([]);
  });

  it("may use the same alias for a key of its own", async () => {
    const KeyId = await service.newKey({}, elsewhere);
    await service.call(createAlias, { KeyId, AliasName: "alias/orders" }, elsewhere);
    const of = async (caller = {}) =>
      (await service.call(describeKey, { KeyId: "alias/orders" }, caller)).KeyMetadata.KeyId;
    expect([await of(), await of(elsewhere)]).toEqual([keyId, KeyId]);
  });
});

describe("DescribeKey", () => {
  it("answers what CreateKey answered, and the deletion protection", async () => {
    const { KeyMetadata } = await service.call(describeKey, { KeyId: keyId });
    expect(KeyMetadata).toMatchObject({
      Arn: arn(`key/${keyId}`),
      KeyState: "Enabled",
      DeletionProtection: "Disabled",
    });
    expect(KeyMetadata).not.toHaveProperty("DeleteDate");
    expect(KeyMetadata).not.toHaveProperty("DKMSInstanceId");
  });
});
