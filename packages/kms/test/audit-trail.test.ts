import { createHash } from "node:crypto";
import { splitBlob } from "@keyferry/crypto";
import type { AuditTrail } from "@keyferry/kms";
import {
  createAlias,
  createApplicationAccessPoint,
  createClientKey,
  createKey,
  decrypt,
  deleteAlias,
  deleteClientKey,
  describeKey,
  describeKeyVersion,
  describeRegions,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  getClientKey,
  getPublicKey,
  listAliases,
  listAliasesByKeyId,
  listKeys,
  reEncrypt,
  updateAlias,
  type Operation,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { newKeyPair } from "./key-pairs.ts";
import { recipients } from "./recipients.ts";
import {
  account,
  as,
  bytes,
  createService,
  outcomeOf,
  region,
  type Caller,
  type Service,
} from "./service.ts";

let service: Service;
let one: string;
let two: string;
let CiphertextBlob: Uint8Array;
const arn = (resource: string) => `acs:kms:${region}:${account}:${resource}`;

beforeEach(async () => {
  service = await createService({
    users: [{ name: "ci", statements: [{ Effect: "Deny", Action: "*", Resource: "*" }] }],
  });
  [one, two] = [await service.newKey(), await service.newKey()];
  await service.call(createAlias, { KeyId: one, AliasName: "alias/one" });
  ({ CiphertextBlob } = await service.call(encrypt, { KeyId: one, Plaintext: "YWJj" }));
});

/** The outcome of a call and the ARNs that its trail holds. */
async function trailOf<O extends Operation>(operation: O, request: RequestOf<O>, caller: Caller = {}) {
  const trail = newTrail();
  const outcome = await outcomeOf(service.call(operation, request, caller, trail));
  return [outcome, ...trail.resources];
}

describe("the audit trail", () => {
  it("holds the ARN of the key, whatever name the caller gave", async () => {
    expect(await trailOf(describeKey, { KeyId: one })).toEqual(["OK", arn(`key/${one}`)]);
    expect(await trailOf(describeKey, { KeyId: "alias/one" })).toEqual(["OK", arn(`key/${one}`)]);
  });

  it("holds the key that a blob belongs to", async () => {
    expect(await trailOf(decrypt, { CiphertextBlob })).toEqual(["OK", arn(`key/${one}`)]);
  });

  it("holds the key whose version or alias is meant", async () => {
    const { KeyId, KeyVersionId } = await newKeyPair(service, "EC_SM2", "SIGN/VERIFY");
    const key = arn(`key/${KeyId}`);
    expect(await trailOf(getPublicKey, { KeyId, KeyVersionId })).toEqual(["OK", key]);
    expect(await trailOf(describeKeyVersion, { KeyId, KeyVersionId })).toEqual(["OK", key]);
    expect(await trailOf(listAliasesByKeyId, { KeyId })).toEqual(["OK", key]);
  });

  it("holds both keys of ReEncrypt, the source first", async () => {
    expect(await trailOf(reEncrypt, { CiphertextBlob, DestinationKeyId: two })).toEqual([
      "OK",
      arn(`key/${one}`),
      arn(`key/${two}`),
    ]);
  });

  it("holds alias and key", async () => {
    const create = await trailOf(createAlias, { KeyId: two, AliasName: "alias/two" });
    const update = await trailOf(updateAlias, { KeyId: two, AliasName: "alias/two" });
    const remove = await trailOf(deleteAlias, { AliasName: "alias/two" });
    expect(create.toSorted()).toEqual([arn("alias/two"), arn(`key/${two}`), "OK"].toSorted());
    expect(update.toSorted()).toEqual(create.toSorted());
    expect(remove.toSorted()).toEqual(create.toSorted());
  });

  it("holds what is listed or made as a whole", async () => {
    expect(await trailOf(listKeys, {})).toEqual(["OK", arn("key")]);
    expect(await trailOf(listAliases, {})).toEqual(["OK", arn("alias")]);
    expect(await trailOf(describeRegions, {})).toEqual(["OK"]);
  });

  it("holds the key that was made", async () => {
    const trail = newTrail();
    const { KeyMetadata } = await service.call(createKey, {}, {}, trail);
    expect(trail.resources).toEqual([arn("key"), arn(`key/${KeyMetadata.KeyId}`)]);
  });

  it("holds every ARN when permission is refused on the first already", async () => {
    expect(await trailOf(reEncrypt, { CiphertextBlob, DestinationKeyId: two }, as("ci"))).toEqual([
      "Forbidden.NoPermission",
      arn(`key/${one}`),
      arn(`key/${two}`),
    ]);
  });

  it("holds the ARN when the state, the ciphertext or the recipient is refused", async () => {
    const changed = CiphertextBlob.slice();
    changed[50] = (changed[50] ?? 0) ^ 1;
    expect(await trailOf(decrypt, { CiphertextBlob: changed })).toEqual([
      "InvalidParameter",
      arn(`key/${one}`),
    ]);
    const fields = { ...recipients.SM2PKE.fields, PublicKeyBlob: bytes("no key") };
    expect(await trailOf(exportDataKey, { CiphertextBlob, ...fields })).toEqual([
      "InvalidParameter",
      arn(`key/${one}`),
    ]);
    await service.setState(one, "Disabled");
    expect(await trailOf(decrypt, { CiphertextBlob })).toEqual(["Rejected.Disabled", arn(`key/${one}`)]);
  });

  it("holds nothing of what was not found", async () => {
    expect(await trailOf(describeKey, { KeyId: "alias/none" })).toEqual(["Forbidden.AliasNotFound"]);
  });
});

describe("the key versions of the audit trail", () => {
  async function versionsOf<O extends Operation>(operation: O, request: RequestOf<O>, caller: Caller = {}) {
    const trail = newTrail();
    const outcome = await outcomeOf(service.call(operation, request, caller, trail));
    return { outcome, versions: trail.keyVersions, custodies: trail.custodies };
  }

  it("are those that a call uses, each once, with where they live", async () => {
    const { KeyVersionId } = await service.call(encrypt, { KeyId: two, Plaintext: "b" });
    const versions = [versionIn(CiphertextBlob)];
    expect(await versionsOf(decrypt, { CiphertextBlob })).toEqual({
      outcome: "OK",
      versions,
      custodies: ["host"],
    });
    const both = { CiphertextBlob, DestinationKeyId: two };
    expect(await versionsOf(reEncrypt, both)).toMatchObject({ versions: [...versions, KeyVersionId] });
    const same = { CiphertextBlob, DestinationKeyId: one };
    expect(await versionsOf(reEncrypt, same)).toMatchObject({ versions, custodies: ["host"] });
  });

  it("say where a key is made, whatever its ProtectionLevel says", async () => {
    const { versions, custodies } = await versionsOf(createKey, { ProtectionLevel: "HSM" });
    expect(versions).toHaveLength(1);
    expect(custodies).toEqual(["host"]);
  });

  it("are there when the call is refused", async () => {
    expect(await versionsOf(decrypt, { CiphertextBlob }, as("ci"))).toEqual({
      outcome: "Forbidden.NoPermission",
      versions: [versionIn(CiphertextBlob)],
      custodies: ["host"],
    });
  });

  it("are none where none is used", async () => {
    expect(await versionsOf(describeKey, { KeyId: one })).toEqual({
      outcome: "OK",
      versions: [],
      custodies: [],
    });
  });
});

describe("the recipient of the audit trail", () => {
  const { fields } = recipients.SM2PKE;
  const fingerprint = createHash("sha256").update(fields.PublicKeyBlob).digest("hex");

  it("is named by the SHA-256 of its public key", async () => {
    for (const [operation, request] of [
      [exportDataKey, { CiphertextBlob, ...fields }],
      [generateAndExportDataKey, { KeyId: one, ...fields }],
    ] as const) {
      const trail = newTrail();
      await service.call<Operation>(operation, request, {}, trail);
      expect(trail.recipient).toEqual({ fingerprint, spec: "EC_SM2", algorithm: "SM2PKE" });
    }
  });

  it("is named when the export fails", async () => {
    const changed = CiphertextBlob.slice();
    changed[50] = (changed[50] ?? 0) ^ 1;
    const trail = newTrail();
    const call = service.call(exportDataKey, { CiphertextBlob: changed, ...fields }, {}, trail);
    expect(await outcomeOf(call)).toBe("InvalidParameter");
    expect(trail.recipient).toMatchObject({ fingerprint });
  });

  it("is not there for a public key that is refused, nor for other calls", async () => {
    const trail = newTrail();
    const refused = { CiphertextBlob, ...fields, PublicKeyBlob: bytes("no key") };
    await outcomeOf(service.call(exportDataKey, refused, {}, trail));
    await service.call(decrypt, { CiphertextBlob }, {}, trail);
    expect(trail).not.toHaveProperty("recipient");
  });
});

describe("the client key of a call", () => {
  it("is noted when it is made, told of and deleted, and when that is refused", async () => {
    await service.call(createApplicationAccessPoint, { Name: "shop", Policies: [] });
    const trail = newTrail();
    const request = { AapName: "shop", Password: "not-secret-1" };
    const { ClientKeyId } = await service.call(createClientKey, request, {}, trail);
    expect(trail.clientKey).toBe(ClientKeyId);
    const noted = async (operation: typeof getClientKey | typeof deleteClientKey, caller: Caller = {}) => {
      const its = newTrail();
      const outcome = await outcomeOf(service.call(operation, { ClientKeyId }, caller, its));
      return [outcome, its.clientKey];
    };
    expect(await noted(deleteClientKey, as("ci"))).toEqual(["Forbidden.NoPermission", ClientKeyId]);
    expect(await noted(getClientKey)).toEqual(["OK", ClientKeyId]);
    expect(await noted(deleteClientKey)).toEqual(["OK", ClientKeyId]);
    expect(await noted(deleteClientKey)).toEqual(["Forbidden.ResourceNotFound", undefined]);
  });
});

function newTrail(): AuditTrail {
  return { resources: [], custodies: [], keyVersions: [] };
}

function versionIn(blob: Uint8Array): string {
  return splitBlob(blob).versionId;
}
