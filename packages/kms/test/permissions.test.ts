import type { AuditTrail } from "@keyferry/kms";
import { createAlias, decrypt, describeKey, describeRegions, encrypt, reEncrypt } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { keyOperations, useKey, usingMaterial, type KeyOperation } from "./key-operations.ts";
import { account, as, bytes, createService, outcomeOf, refusalOf, region, type Service } from "./service.ts";

const one = `key-${"1".repeat(21)}`;
const two = `key-${"2".repeat(21)}`;
const arn = (resource: string) => `acs:kms:${region}:${account}:${resource}`;
const allow = (Action: string | string[], Resource: string | string[]) => ({
  Effect: "Allow",
  Action,
  Resource,
});
const deny = (Action: string, Resource: string) => ({ Effect: "Deny", Action, Resource });
const denied = "Forbidden.NoPermission";

/** A service with two keys, an alias of each, and one user, `ci`. */
async function withUser(...statements: readonly object[]): Promise<Service> {
  const service = await createService({ keyIds: [one, two], users: [{ name: "ci", statements }] });
  await service.call(createAlias, { KeyId: one, AliasName: "alias/one" });
  await service.call(createAlias, { KeyId: two, AliasName: "alias/two" });
  return service;
}

const ci = as("ci");
const blobOf = async (service: Service, KeyId: string) => (await useKey(service, KeyId, "")).CiphertextBlob;

/** Operations on one key, with the action that they need on it. */
const onOneKey = [
  "DescribeKey",
  "UpdateKeyDescription",
  "ListAliasesByKeyId",
  "CreateKeyVersion",
  "ListKeyVersions",
  "DescribeKeyVersion",
  "EnableKey",
  "DisableKey",
  "ScheduleKeyDeletion",
  "CancelKeyDeletion",
  "GetKeyPolicy",
  "SetKeyPolicy",
  ...usingMaterial,
] as const satisfies KeyOperation[];

/** Operations on all keys, or all aliases. */
const onContainers = [
  ["CreateKey", "key"],
  ["ListKeys", "key"],
  ["ListAliases", "alias"],
] as const satisfies [operation: KeyOperation, container: string][];

/** Operations that need permission on the alias and on its key. */
const onAliasAndKey = ["CreateAlias", "UpdateAlias", "DeleteAlias"] as const satisfies KeyOperation[];

/** What the user's call on that key, or with its alias, comes to. */
async function outcomeFor(service: Service, operation: KeyOperation, KeyId = one): Promise<string> {
  const key = await useKey(service, KeyId, KeyId === one ? "alias/one" : "alias/two");
  if (operation === "CancelKeyDeletion") await service.setState(KeyId, "PendingDeletion");
  return outcomeOf(keyOperations[operation](service, key, ci));
}

describe("permissions", () => {
  it("are none without a policy, and none for a user that is not there", async () => {
    const service = await withUser(deny("kms:Nothing", "*"));
    expect(await outcomeOf(service.call(describeKey, { KeyId: one }, ci))).toBe(denied);
    expect(await outcomeOf(service.call(describeKey, { KeyId: one }, as("nobody")))).toBe(denied);
  });

  it("are not needed for DescribeRegions", async () => {
    const service = await withUser(deny("*", "*"));
    expect(await outcomeOf(service.call(describeRegions, {}, ci))).toBe("OK");
  });

  it("name action and ARN when they are missing", async () => {
    const service = await withUser(allow("kms:DescribeKey", arn(`key/${one}`)));
    const refusal = await refusalOf(service.call(describeKey, { KeyId: two }, ci));
    expect(refusal).toMatchObject({ code: denied, status: 403 });
    expect(refusal.message).toContain(`kms:DescribeKey on ${arn(`key/${two}`)}`);
  });
});

describe("a denial", () => {
  const resource = arn(`key/${two}`);

  it("tells who was denied what, and by which kind of policy", async () => {
    const service = await withUser(deny("kms:DescribeKey", resource));
    const refusal = await service.call(describeKey, { KeyId: two }, ci).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      accessDenied: {
        AuthAction: "kms:DescribeKey",
        AuthResource: resource,
        AuthPrincipalDisplayName: "ci",
        AuthPrincipalOwnerId: account,
        AuthPrincipalType: "SubUser",
        NoPermissionType: "ExplicitDeny",
        PolicyType: "AccountLevelIdentityBasedPolicy",
      },
    });
  });

  it("leaves the question in the trail, for whoever explains it", async () => {
    const service = await withUser(allow("kms:ReEncryptFrom", "*"));
    const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
    const request = { CiphertextBlob: await blobOf(service, one), DestinationKeyId: two };
    expect(await outcomeOf(service.call(reEncrypt, request, ci, trail))).toBe(denied);
    expect(trail.denied).toMatchObject({ action: "kms:ReEncryptTo", resource, principal: { name: "ci" } });
    expect(trail.publicAccessOff).toBeUndefined();
  });

  it("by an instance's public access switch is told from one by policies", async () => {
    const service = await withUser(allow("*", "*"));
    const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
    const request = { KeyId: one, Plaintext: "a" };
    const atPublic = { ...ci, gateway: "public" } as const;
    expect(await outcomeOf(service.call(encrypt, request, atPublic, trail))).toBe(denied);
    expect(trail.denied).toBeUndefined();
    expect(trail.publicAccessOff).toMatch(/^kst-/);
  });
});

describe.each(onOneKey)("a user with kms:%s on one key only", (operation) => {
  it("may call it on that key, not on another, and nothing else on either", async () => {
    const may = () => withUser(allow(`kms:${operation}`, arn(`key/${one}`)));
    expect(await outcomeFor(await may(), operation)).toBe("OK");
    expect(await outcomeFor(await may(), operation, two)).toBe(denied);
    for (const other of [...onOneKey, ...onContainers.map(([onContainer]) => onContainer)]) {
      if (other !== operation) expect(await outcomeFor(await may(), other)).toBe(denied);
    }
  });

  it("may not call it when a Deny stands beside the Allow", async () => {
    const service = await withUser(allow("kms:*", "*"), deny(`kms:${operation}`, arn(`key/${one}`)));
    expect(await outcomeFor(service, operation)).toBe(denied);
  });
});

describe.each(onContainers)("%s", (operation, container) => {
  it(`needs permission on ${container} as a whole`, async () => {
    const right = await withUser(allow(`kms:${operation}`, arn(container)));
    expect(await outcomeFor(right, operation)).toBe("OK");
    const wrong = await withUser(allow(`kms:${operation}`, [arn("key/*"), arn("alias/*")]));
    expect(await outcomeFor(wrong, operation)).toBe(denied);
  });
});

describe.each(onAliasAndKey)("%s", (operation) => {
  const alias = operation === "CreateAlias" ? "alias/new" : "alias/one";

  it.each([
    ["alias and key", [arn(alias), arn(`key/${one}`)], "OK"],
    ["the alias alone", [arn(alias)], denied],
    ["the key alone", [arn(`key/${one}`)], denied],
    ["the alias and another key", [arn(alias), arn(`key/${two}`)], denied],
    ["another alias and the key", [arn("alias/other"), arn(`key/${one}`)], denied],
  ])("with permission on %s", async (_, resources, outcome) => {
    const service = await withUser(allow(`kms:${operation}`, resources));
    expect(await outcomeFor(service, operation)).toBe(outcome);
  });
});

describe("an alias", () => {
  it("asks for permission on the key that it names, not on itself", async () => {
    const onKey = await withUser(allow("kms:Encrypt", arn(`key/${one}`)));
    const onAlias = await withUser(allow("kms:Encrypt", arn("alias/one")));
    const request = { KeyId: "alias/one", Plaintext: "a" };
    expect(await outcomeOf(onKey.call(encrypt, request, ci))).toBe("OK");
    expect(await outcomeOf(onAlias.call(encrypt, request, ci))).toBe(denied);
  });
});

describe("ReEncrypt", () => {
  const from = allow("kms:ReEncryptFrom", arn(`key/${one}`));
  const to = allow("kms:ReEncryptTo", arn(`key/${two}`));

  it.each<[string, object[], string]>([
    ["ReEncryptFrom on the source and ReEncryptTo on the destination", [from, to], "OK"],
    ["kms:ReEncrypt* on both", [allow("kms:ReEncrypt*", arn("key/*"))], "OK"],
    ["ReEncryptFrom alone", [from], denied],
    ["ReEncryptTo alone", [to], denied],
    [
      "the two the wrong way round",
      [allow("kms:ReEncryptFrom", arn(`key/${two}`)), allow("kms:ReEncryptTo", arn(`key/${one}`))],
      denied,
    ],
    ["kms:ReEncrypt, which is no action", [allow("kms:ReEncrypt", "*")], denied],
    ["Decrypt and Encrypt", [allow(["kms:Decrypt", "kms:Encrypt"], "*")], denied],
  ])("with %s", async (_, statements, outcome) => {
    const service = await withUser(...statements);
    const request = { CiphertextBlob: await blobOf(service, one), DestinationKeyId: two };
    expect(await outcomeOf(service.call(reEncrypt, request, ci))).toBe(outcome);
  });
});

describe("the order of the checks", () => {
  it("is: there, permitted, in the right state, sound", async () => {
    const service = await withUser(allow("kms:Decrypt", arn(`key/${one}`)));
    const unknown = bytes(`33333333-3333-4333-8333-333333333333${"a".repeat(32)}`);
    const [blob, foreign] = [await blobOf(service, one), await blobOf(service, two)];
    blob[60] = (blob[60] ?? 0) ^ 1;
    const open = (CiphertextBlob: Uint8Array) => outcomeOf(service.call(decrypt, { CiphertextBlob }, ci));
    await service.setState(two, "Disabled");
    expect(await open(unknown)).toBe("Forbidden.KeyNotFound");
    expect(await open(foreign)).toBe(denied);
    expect(await open(blob)).toBe("InvalidParameter");
    await service.setState(one, "Disabled");
    expect(await open(blob)).toBe("Rejected.Disabled");
  });
});
