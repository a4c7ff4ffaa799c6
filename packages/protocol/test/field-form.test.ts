import {
  everyOperation,
  exportDataKey,
  exportDataKeyToRecipients,
  generateDataKey,
  requestFaults,
  type FieldForm,
  type FieldRow,
  type Operation,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";

function field(operation: string, name: string): FieldRow {
  const found = everyOperation[operation]?.fields.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${operation} has no ${name}`);
  return found;
}

describe("the form of a field", () => {
  it.each<readonly [operation: string, name: string, form: FieldForm]>([
    ["CreateSecret", "EnableAutomaticRotation", { kind: "flag" }],
    ["CreateSecret", "SecretDataType", { kind: "choice", values: ["text", "binary"] }],
    ["GenerateDataKey", "NumberOfBytes", { kind: "number", min: 1, max: 1024 }],
    ["AsymmetricSign", "Digest", { kind: "bytes", min: 32, max: 32 }],
    ["ExportDataKey", "CiphertextBlob", { kind: "bytes", min: 1, max: 16_384 }],
    ["ExportDataKey", "PublicKeyBlob", { kind: "public key" }],
    ["ExportDataKey", "EncryptionContext", { kind: "pairs" }],
    ["CreateKey", "Tags", { kind: "records", members: ["TagKey", "TagValue"] }],
    ["UntagResource", "TagKeys", { kind: "texts" }],
    ["ListKeys", "Filters", { kind: "json", members: ["Key", "Values"] }],
    ["GetPublicKey", "KeyId", { kind: "text", max: 400 }],
    ["UntagResources", "TagKey", { kind: "text", max: 128 }],
  ])("of %s, %s", (operation, name, form) => {
    expect(field(operation, name).form).toEqual(form);
  });

  it("has the parts of items, with forms of their own", () => {
    expect(field("TagResources", "Tag").parts?.map(({ name, required }) => [name, required])).toEqual([
      ["Key", true],
      ["Value", false],
    ]);
    const [publicKey, spec] = field("ExportDataKeyToRecipients", "Recipients").parts ?? [];
    expect(publicKey?.form).toEqual({ kind: "public key" });
    expect(spec?.form.kind).toBe("choice");
    expect(field("TagResources", "ResourceId").parts).toBeUndefined();
  });
});

describe("secret members of answers", () => {
  it("are those that hold what nobody else may see", () => {
    const secret = Object.values(everyOperation)
      .filter(({ secretMembers }) => secretMembers.length > 0)
      .map(({ name, secretMembers }) => [name, secretMembers]);
    expect(Object.fromEntries(secret)).toEqual({
      AssumeRole: ["Credentials.AccessKeySecret", "Credentials.SecurityToken"],
      AsymmetricDecrypt: ["Plaintext"],
      BatchGetSecretValue: ["SecretValues.SecretData"],
      CreateClientKey: ["PrivateKeyData"],
      Decrypt: ["Plaintext"],
      GenerateDataKey: ["Plaintext"],
      GetManagedDataKey: ["Plaintext"],
      GetRandomPassword: ["RandomPassword"],
      GetSecretValue: ["SecretData"],
    });
  });
});

describe("requestFaults", () => {
  const faults = (operation: Operation, parameters: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      [...requestFaults(operation, new Map(Object.entries(parameters)))].map(([name, { message }]) => [
        name,
        message,
      ]),
    );

  it("names every field that is wrong, each by the words of the service", () => {
    expect(faults(exportDataKey, { CiphertextBlob: "?", WrappingKeySpec: "RSA_1024" })).toEqual({
      CiphertextBlob: "The specified parameter is not valid. CiphertextBlob: is not base64.",
      PublicKeyBlob: 'The parameter "PublicKeyBlob" is needed but not provided.',
      WrappingKeySpec: expect.stringContaining("WrappingKeySpec: is not one of ") as string,
      WrappingAlgorithm: 'The parameter "WrappingAlgorithm" is needed but not provided.',
    });
  });

  it("knows that another field decides, and reads lists", () => {
    expect(faults(generateDataKey, { KeyId: "alias/a", KeySpec: "nothing", NumberOfBytes: "16" })).toEqual(
      {},
    );
    expect(faults(exportDataKeyToRecipients, { CiphertextBlob: "AAAA", "Recipients.0.Key": "a" })).toEqual({
      Recipients: expect.stringContaining("has no item") as string,
    });
  });
});
