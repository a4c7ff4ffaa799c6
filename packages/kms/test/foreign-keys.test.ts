import { rootPrincipal, userPrincipal } from "@keyferry/access";
import { largestPlan, type AuditTrail } from "@keyferry/kms";
import {
  asymmetricSign,
  createAlias,
  createKeyVersion,
  decrypt,
  describeKey,
  describeKeyVersion,
  disableKey,
  encrypt,
  exportDataKey,
  generateDataKey,
  getKeyPolicy,
  getPublicKey,
  listKeyVersions,
  reEncrypt,
  scheduleKeyDeletion,
  setKeyPolicy,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { newKeyPair } from "./key-pairs.ts";
import { recipients } from "./recipients.ts";
import {
  account,
  bytes,
  createService,
  otherAccount,
  outcomeOf,
  refusalOf,
  region,
  type Caller,
  type Service,
} from "./service.ts";

const missing = "Forbidden.KeyNotFound";
const denied = "Forbidden.NoPermission";
const arn = (keyId: string, { of = account, at = region } = {}) => `acs:kms:${at}:${of}:key/${keyId}`;
const guests = (Action: string | string[] = "kms:*", who = "*", Effect = "Allow") => ({
  Effect,
  Principal: { RAM: [`acs:ram::${otherAccount}:${who}`] },
  Action,
  Resource: ["*"],
});

/** The root of another account, and two of its users: one who may do everything there, and one who may do nothing. */
const guest: Caller = { principal: rootPrincipal(otherAccount) };
const able: Caller = { principal: userPrincipal(otherAccount, "able") };
const idle: Caller = { principal: userPrincipal(otherAccount, "idle") };

let service: Service;
let instance: string;
let keyId: string;

const setPolicy = (...statements: object[]) =>
  service.call(setKeyPolicy, {
    KeyId: keyId,
    Policy: JSON.stringify({ Version: "1", Statement: statements }),
  });
const describeAs = (caller: Caller, KeyId = arn(keyId)) =>
  outcomeOf(service.call(describeKey, { KeyId }, caller));
const newBlob = async () => (await service.call(generateDataKey, { KeyId: keyId })).CiphertextBlob;

beforeEach(async () => {
  service = await createService();
  instance = await service.newInstance({ publicAccess: true });
  keyId = await service.newKey({ DKMSInstanceId: instance });
  const { identities } = service.store;
  const policy = { Version: "1", Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }] };
  const user = { account: otherAccount, groups: [] };
  await identities.write.createUser({ ...user, name: "able", policies: [JSON.stringify(policy)] }, []);
  await identities.write.createUser({ ...user, name: "idle", policies: [] }, []);
});

describe("a key of another account", () => {
  it("is used by its ARN where its policy and the caller's own both allow it", async () => {
    await setPolicy(guests());
    const KeyId = arn(keyId);
    for (const caller of [guest, able]) {
      const made = await service.call(encrypt, { KeyId, Plaintext: "a" }, caller);
      expect(made.KeyId).toBe(keyId);
      const { CiphertextBlob } = made;
      expect((await service.call(decrypt, { CiphertextBlob }, caller)).Plaintext).toBe("a");
      expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe("a");
    }
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "a" }, idle))).toBe(denied);
  });

  it("is described as its owner's", async () => {
    await setPolicy(guests("kms:DescribeKey"));
    const { KeyMetadata } = await service.call(describeKey, { KeyId: arn(keyId) }, guest);
    expect(KeyMetadata).toMatchObject({ KeyId: keyId, Arn: arn(keyId), Creator: account });
  });

  it("may be a key pair", async () => {
    const pair = await newKeyPair(service, "EC_P256", "SIGN/VERIFY", { DKMSInstanceId: instance });
    keyId = pair.KeyId;
    await setPolicy(guests(["kms:AsymmetricSign", "kms:GetPublicKey"]));
    const named = { KeyId: arn(keyId), KeyVersionId: pair.KeyVersionId };
    const signing = { ...named, Algorithm: "ECDSA_SHA_256", Digest: new Uint8Array(32) } as const;
    expect((await service.call(asymmetricSign, signing, guest)).KeyId).toBe(keyId);
    expect((await service.call(getPublicKey, named, guest)).PublicKey).toContain("PUBLIC KEY");
    const unknown = { ...named, KeyVersionId: "none" };
    expect(await outcomeOf(service.call(getPublicKey, unknown, guest))).toBe("Forbidden.KeyVersionNotFound");
  });

  it("stands in the audit trail as its owner's", async () => {
    await setPolicy(guests());
    const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
    await service.call(describeKey, { KeyId: arn(keyId) }, guest, trail);
    expect(trail.resources).toEqual([arn(keyId)]);
  });
});

describe("the ciphertext of a key of another account", () => {
  it("is exported and decrypted where the key's policy allows it, though it names no key", async () => {
    const CiphertextBlob = await newBlob();
    const exporting = { CiphertextBlob, ...recipients.RSAES_OAEP_SHA_256.fields };
    expect(await outcomeOf(service.call(exportDataKey, exporting, guest))).toBe(missing);
    await setPolicy(guests("kms:ExportDataKey"));
    expect((await service.call(exportDataKey, exporting, guest)).KeyId).toBe(keyId);
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }, guest))).toBe(denied);
  });

  it("is found in the region of the call only", async () => {
    const CiphertextBlob = await newBlob();
    await setPolicy(guests());
    expect(
      await outcomeOf(service.call(decrypt, { CiphertextBlob }, { ...guest, region: "cn-beijing" })),
    ).toBe(missing);
  });

  it("is encrypted anew under a key of the caller, and one of the caller's under the other's", async () => {
    const mine = await service.newKey({}, guest);
    const blobOf = async (KeyId: string, caller: Caller) =>
      (await service.call(encrypt, { KeyId, Plaintext: "a" }, caller)).CiphertextBlob;
    const move = async (CiphertextBlob: Uint8Array, DestinationKeyId: string) =>
      outcomeOf(service.call(reEncrypt, { CiphertextBlob, DestinationKeyId }, guest));
    const [theirs, own] = [await newBlob(), await blobOf(mine, guest)];
    await setPolicy(guests("kms:ReEncryptFrom"));
    expect([await move(theirs, mine), await move(own, arn(keyId))]).toEqual(["OK", denied]);
    await setPolicy(guests("kms:ReEncryptTo"));
    expect([await move(theirs, mine), await move(own, arn(keyId))]).toEqual([denied, "OK"]);
  });
});

describe("a key of another account whose policy lets the caller do nothing", () => {
  it("is as one that is not there", async () => {
    const CiphertextBlob = await newBlob();
    const unknown = `key-${"z".repeat(21)}`;
    const blobOfUnknown = CiphertextBlob.slice();
    blobOfUnknown.set(bytes(unknown), 0);
    const outcomes = async (KeyId: string, blob: Uint8Array) => [
      await refusalOf(service.call(describeKey, { KeyId }, guest)),
      await refusalOf(service.call(encrypt, { KeyId, Plaintext: "a" }, guest)),
      await refusalOf(service.call(getPublicKey, { KeyId, KeyVersionId: "a" }, guest)),
      await refusalOf(service.call(decrypt, { CiphertextBlob: blob }, guest)),
    ];
    const there = await outcomes(arn(keyId), CiphertextBlob);
    expect(there).toEqual(await outcomes(arn(unknown), blobOfUnknown));
    expect(new Set(there.map(({ code }) => code))).toEqual(new Set([missing]));
  });

  it.each<[string, object[]]>([
    ["the default policy", []],
    ["a policy for one of its users", [guests("kms:*", "user/able")]],
    ["a policy of operations that are the owner's", [guests(["kms:EnableKey", "kms:SetKeyPolicy"])]],
    ["a policy that denies what it allows", [guests("kms:Decrypt"), guests("kms:*", "root", "Deny")]],
  ])("by %s is not found by its root", async (_, statements) => {
    if (statements.length > 0) await setPolicy(...statements);
    expect(await describeAs(guest)).toBe(missing);
  });

  it("is not found outside instances, where keys have no policy", async () => {
    const KeyId = await service.newKey();
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "a" });
    expect(await describeAs(guest, arn(KeyId))).toBe(missing);
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }, guest))).toBe(missing);
  });

  it("leaves no trace of itself in the audit trail", async () => {
    const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
    const CiphertextBlob = await newBlob();
    await service.call(decrypt, { CiphertextBlob }, guest, trail).catch(() => undefined);
    expect(trail).toEqual({ resources: [], custodies: [], keyVersions: [] });
  });
});

describe("a key of another account that is open", () => {
  beforeEach(() => setPolicy(guests()));

  it.each([
    ["its id", () => keyId],
    ["its ARN in another region", () => arn(keyId, { at: "cn-beijing" })],
    ["the caller's own ARN", () => arn(keyId, { of: otherAccount })],
    ["the ARN of its alias", () => `acs:kms:${region}:${account}:alias/open`],
    ["an ARN with more behind it", () => `${arn(keyId)}/x`],
  ])("is not found by %s", async (_, name) => {
    await service.call(createAlias, { KeyId: keyId, AliasName: "alias/open" });
    expect(await describeAs(guest, name())).toBe(missing);
  });

  it("is not found in another region", async () => {
    expect(await describeAs({ ...guest, region: "cn-beijing" })).toBe(missing);
  });

  it("is not managed by others", async () => {
    const KeyId = arn(keyId);
    const { KeyMetadata } = await service.call(describeKey, { KeyId: keyId });
    const calls = [
      service.call(disableKey, { KeyId }, guest),
      service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }, guest),
      service.call(createAlias, { KeyId, AliasName: "alias/mine" }, guest),
      service.call(createKeyVersion, { KeyId }, guest),
      service.call(listKeyVersions, { KeyId }, guest),
      service.call(describeKeyVersion, { KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion }, guest),
      service.call(getKeyPolicy, { KeyId }, guest),
      service.call(setKeyPolicy, { KeyId, Policy: "{}" }, guest),
    ];
    expect(new Set(await Promise.all(calls.map(outcomeOf)))).toEqual(new Set([missing]));
  });

  it("keeps its state, and the public access of its owner's instance", async () => {
    const use = (caller: Caller) =>
      outcomeOf(service.call(generateDataKey, { KeyId: arn(keyId) }, { ...guest, ...caller }));
    expect(await use({ gateway: "public" })).toBe("OK");
    await service.store.scoped({ account, region }).instances.write.setPublicAccess(instance, false);
    // An instance of the caller's own that has the same id says nothing.
    const twin = {
      id: instance,
      name: "twin",
      publicAccess: true,
      createdAt: 0,
      connection: null,
      boundVpcs: [],
      plan: largestPlan,
      deletionProtection: null,
    };
    await service.store.scoped({ account: otherAccount, region }).instances.write.create(twin);
    expect(await use({ gateway: "public" })).toBe(denied);
    expect(await use({ gateway: "vpc" })).toBe("OK");
    expect(await use({ gateway: "dedicated", instance })).toBe("OK");
    expect(await use({ gateway: "dedicated", instance: `kst-${"x".repeat(21)}` })).toBe(missing);
    await service.setState(keyId, "Disabled");
    expect(await use({})).toBe("Rejected.Disabled");
  });

  it("is closed from the next call on once its policy is another", async () => {
    expect(await describeAs(guest)).toBe("OK");
    await setPolicy(guests("kms:*", "user/able"));
    expect([await describeAs(guest), await describeAs(able)]).toEqual([missing, "OK"]);
  });

  it("is denied by its tags, which are its owner's", async () => {
    const tagged = { StringEquals: { "kms:tag/team": "payments" } };
    keyId = await service.newKey({
      DKMSInstanceId: instance,
      Tags: [{ TagKey: "team", TagValue: "payments" }],
    });
    await setPolicy({ ...guests(), Condition: tagged });
    expect(await describeAs(guest)).toBe("OK");
    await setPolicy(guests(), { ...guests("kms:DescribeKey", "*", "Deny"), Condition: tagged });
    expect(await describeAs(guest)).toBe(denied);
  });
});

describe("a version id that two accounts have", () => {
  it("is the caller's own first", async () => {
    const CiphertextBlob = await newBlob();
    await setPolicy(guests());
    const home = service.store.scoped({ account, region });
    const [key, versions] = [
      await home.keys.read.byId(keyId),
      await home.keys.read.listVersions(keyId, { offset: 0, limit: 1 }),
    ];
    const [version] = versions.items;
    if (key === undefined || version === undefined) throw new Error("the key is not there");
    const theirs = service.store.scoped({ account: otherAccount, region });
    await theirs.keys.write.create({ ...key, instance: null, policy: null, state: "Disabled" }, version, []);
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }, guest))).toBe("Rejected.Disabled");
  });
});
