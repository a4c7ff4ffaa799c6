import {
  createAlias,
  createKey,
  decrypt,
  deleteAlias,
  describeKey,
  describeKeyVersion,
  describeRegions,
  encrypt,
  exportDataKey,
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
  ({ CiphertextBlob } = await service.call(encrypt, { KeyId: one, Plaintext: bytes("a") }));
});

/** The outcome of a call and the ARNs that its trail holds. */
async function trailOf<O extends Operation>(operation: O, request: RequestOf<O>, caller: Caller = {}) {
  const trail = { resources: [] as string[], custodies: [] };
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
    expect(await trailOf(createKey, {})).toEqual(["OK", arn("key")]);
    expect(await trailOf(listAliases, {})).toEqual(["OK", arn("alias")]);
    expect(await trailOf(describeRegions, {})).toEqual(["OK"]);
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

describe("the custodies of the audit trail", () => {
  async function custodiesOf<O extends Operation>(operation: O, request: RequestOf<O>, caller: Caller = {}) {
    const trail = { resources: [], custodies: [] as string[] };
    const outcome = await outcomeOf(service.call(operation, request, caller, trail));
    return [outcome, ...trail.custodies];
  }

  it("say where the keys live that a call uses, each once", async () => {
    expect(await custodiesOf(decrypt, { CiphertextBlob })).toEqual(["OK", "host"]);
    expect(await custodiesOf(reEncrypt, { CiphertextBlob, DestinationKeyId: two })).toEqual(["OK", "host"]);
  });

  it("say where a key is made, whatever its ProtectionLevel says", async () => {
    expect(await custodiesOf(createKey, { ProtectionLevel: "HSM" })).toEqual(["OK", "host"]);
  });

  it("are there when the call is refused", async () => {
    expect(await custodiesOf(decrypt, { CiphertextBlob }, as("ci"))).toEqual([
      "Forbidden.NoPermission",
      "host",
    ]);
  });

  it("are none where no key version is used", async () => {
    expect(await custodiesOf(describeKey, { KeyId: one })).toEqual(["OK"]);
  });
});
