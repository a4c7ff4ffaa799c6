import { encodeBase64, operations, type Operation } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import {
  account as owner,
  createService,
  here,
  outcomeIn,
  refusalIn,
  region,
  type Service,
} from "./service.ts";
import { bytes, ci, type Parameters } from "./requests.ts";

const all: readonly Operation[] = Object.values(operations);
const withDryRun = all.filter(({ dryRun }) => dryRun).map(({ name }) => name);
const Plaintext = encodeBase64(bytes("a"));
const Digest = encodeBase64(new Uint8Array(32));
const { fields } = recipients.RSAES_OAEP_SHA_256;
const unknown = "11111111-1111-4111-8111-111111111111";

let service: Service;
/** A call of each operation that would be performed, and one that names a key that is not there. */
let sound: Readonly<Record<string, Parameters>>;
let unsound: Readonly<Record<string, Parameters>>;

beforeAll(async () => {
  service = await createService();
  const KeyId = await service.newKey();
  const CiphertextBlob = await service.blobOf(KeyId);
  const member = (body: string, name: string) => {
    const found = (JSON.parse(body) as Readonly<Record<string, unknown>>)[name];
    return typeof found === "string" ? found : "";
  };
  const pairOf = async (KeyUsage: string) => {
    const made = await service.send("CreateKey", { KeySpec: "RSA_2048", KeyUsage });
    const { KeyMetadata } = JSON.parse(made.body) as { KeyMetadata: Readonly<Record<string, string>> };
    return { KeyId: KeyMetadata["KeyId"], KeyVersionId: KeyMetadata["PrimaryKeyVersion"] };
  };
  const encryption = { ...(await pairOf("ENCRYPT/DECRYPT")), Algorithm: "RSAES_OAEP_SHA_256" };
  const signature = { ...(await pairOf("SIGN/VERIFY")), Algorithm: "RSA_PSS_SHA_256", Digest };
  const encrypted = await service.send("AsymmetricEncrypt", { ...encryption, Plaintext });
  const signed = await service.send("AsymmetricSign", signature);
  const [underPair, Value] = [member(encrypted.body, "CiphertextBlob"), member(signed.body, "Value")];
  sound = {
    Encrypt: { KeyId, Plaintext },
    Decrypt: { CiphertextBlob },
    ReEncrypt: { CiphertextBlob, DestinationKeyId: KeyId },
    GenerateDataKey: { KeyId },
    GenerateDataKeyWithoutPlaintext: { KeyId },
    ExportDataKey: { CiphertextBlob, ...fields },
    GenerateAndExportDataKey: { KeyId, ...fields },
    AsymmetricEncrypt: { ...encryption, Plaintext },
    AsymmetricDecrypt: { ...encryption, CiphertextBlob: underPair },
    AsymmetricSign: signature,
    AsymmetricVerify: { ...signature, Value },
    GetPublicKey: { KeyId: signature.KeyId, KeyVersionId: signature.KeyVersionId },
  };
  const foreignBlob = encodeBase64(bytes(`${unknown}${"x".repeat(60)}`));
  unsound = Object.fromEntries(
    Object.entries(sound).map(([name, parameters]) => [
      name,
      "KeyId" in parameters
        ? { ...parameters, KeyId: unknown }
        : { ...parameters, CiphertextBlob: foreignBlob },
    ]),
  );
});

/** Everything of the account that a call could have changed. */
async function contents(): Promise<unknown> {
  const home = service.store.scoped({ account: owner, region });
  const page = { offset: 0, limit: 1000 };
  const keys = await home.keys.read.list({}, page);
  const versions = await Promise.all(keys.items.map(({ id }) => home.keys.read.listVersions(id, page)));
  return [
    keys,
    versions,
    await home.aliases.read.list(page),
    await service.store.everywhere.instances.read.list(),
  ];
}

describe("the operations with DryRun", () => {
  it("are all of those that use key material, and GetPublicKey: the calls below are theirs", () => {
    expect(Object.keys(sound).sort()).toEqual([...withDryRun].sort());
  });
});

describe.each(withDryRun)("a dry run of %s", (name) => {
  const dry = (parameters: Parameters = {}, sending = {}) =>
    service.send(name, { ...parameters, DryRun: "true" }, sending);

  it("is DryRunOperationError where the call is performed, and changes nothing", async () => {
    const before = await contents();
    const response = await dry(sound[name]);
    expect([response.status, outcomeIn(response)]).toEqual([400, "DryRunOperationError"]);
    expect(await contents()).toEqual(before);
    expect(outcomeIn(await service.send(name, sound[name]))).toBe("OK");
  });

  it("is AccessDeniedError where the call is not permitted", async () => {
    const response = await dry(sound[name], { signer: ci });
    const may = name === "Encrypt";
    expect(outcomeIn(response)).toBe(may ? "DryRunOperationError" : "AccessDeniedError");
    expect(response.status).toBe(may ? 400 : 403);
  });

  it("is ValidationError where the key is not there, and where a parameter is missing", async () => {
    for (const [parameters, code] of [
      [unsound[name], "Forbidden.KeyNotFound: "],
      [{}, "MissingParameter: "],
    ] as const) {
      const refused = refusalIn(await dry(parameters));
      expect([refused.status, refused.code]).toEqual([400, "ValidationError"]);
      expect(refused.message).toContain(code);
    }
  });
});

describe("GetKeyPolicy and SetKeyPolicy", () => {
  it("know no DryRun, and are performed all the same", async () => {
    const KeyId = await service.newKey({ DKMSInstanceId: here });
    const Principal = { RAM: [`acs:ram::${owner}:*`] };
    const statement = { Effect: "Allow", Principal, Action: "kms:Describe*", Resource: "*" };
    const Policy = JSON.stringify({ Version: "1", Statement: [statement] });
    const DryRun = "true";
    expect(outcomeIn(await service.send("SetKeyPolicy", { KeyId, Policy, DryRun }))).toBe("OK");
    const { body } = await service.send("GetKeyPolicy", { KeyId, DryRun });
    expect(JSON.parse(body)).toMatchObject({ Policy });
  });
});
