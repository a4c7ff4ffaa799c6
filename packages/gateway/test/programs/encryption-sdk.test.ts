import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { account, region } from "../service.ts";
import { startProgram, type Program } from "./program.ts";
import { javaSdk, pythonSdk } from "./wires.ts";

let sdk: Program;
let KeyId: string;
beforeEach(async () => {
  sdk = await startProgram(javaSdk());
  KeyId = await sdk.service.newKey();
});

const lengthOf = (base64: unknown) => Buffer.from(base64 as string, "base64").length;
const EncryptionContext = JSON.stringify({ 地址: "杭州", default: "context" });

describe("the encryption SDK", () => {
  it("asks for 16 bytes beside the data key spec SM4_128, and has 16", async () => {
    const made = await sdk.answer("GenerateDataKey", { KeyId, NumberOfBytes: "16", KeySpec: "SM4_128" });
    expect(lengthOf(made["Plaintext"])).toBe(16);
  });

  it.each([
    ["AES_256", 32],
    ["AES_128", 16],
  ])("has a data key of %s in its context, and opens it again", async (KeySpec, length) => {
    for (const program of [sdk, sdk.by(pythonSdk)]) {
      const made = await program.answer("GenerateDataKey", { KeyId, KeySpec, EncryptionContext });
      expect(made).toHaveProperty("KeyVersionId");
      expect(lengthOf(made["Plaintext"])).toBe(length);
      const CiphertextBlob = made["CiphertextBlob"] as string;
      const opened = await program.answer("Decrypt", { CiphertextBlob, EncryptionContext });
      expect(opened).toMatchObject({
        KeyId,
        KeyVersionId: made["KeyVersionId"],
        Plaintext: made["Plaintext"],
      });
    }
  });

  it("has one data key under several keys: sealed again for each, each opens it", async () => {
    const others = [await sdk.service.newKey(), await sdk.service.newKey({ KeySpec: "Aliyun_SM4" })];
    const made = await sdk.answer("GenerateDataKey", { KeyId, KeySpec: "AES_256", EncryptionContext });
    const CiphertextBlob = made["CiphertextBlob"] as string;
    for (const DestinationKeyId of others) {
      const again = await sdk.answer("ReEncrypt", {
        ...{ CiphertextBlob, SourceEncryptionContext: EncryptionContext },
        ...{ DestinationKeyId, DestinationEncryptionContext: EncryptionContext },
      });
      const blob = { CiphertextBlob: again["CiphertextBlob"] as string, EncryptionContext };
      expect(await sdk.answer("Decrypt", blob)).toMatchObject({
        KeyId: DestinationKeyId,
        Plaintext: made["Plaintext"],
      });
    }
    // Keys of other regions have the plaintext sealed anew.
    const sealed = await sdk.answer("Encrypt", { KeyId: others[0], Plaintext: made["Plaintext"] as string });
    const opened = await sdk.answer("Decrypt", { CiphertextBlob: sealed["CiphertextBlob"] as string });
    expect(opened).toMatchObject({ Plaintext: made["Plaintext"] });
  });

  it("signs a digest, and the public key that it gets verifies the signature", async () => {
    const pair = await sdk.answer("CreateKey", { KeySpec: "RSA_2048", KeyUsage: "SIGN/VERIFY" });
    const { KeyId: id, PrimaryKeyVersion } = pair["KeyMetadata"] as Readonly<Record<string, string>>;
    const names = { KeyId: id, KeyVersionId: PrimaryKeyVersion };
    const message = randomBytes(100);
    const Digest = createHash("sha256").update(message).digest("base64");
    const algorithm = { ...names, Algorithm: "RSA_PKCS1_SHA_256", Digest };
    const { Value } = await sdk.answer("AsymmetricSign", algorithm);
    const { PublicKey } = await sdk.answer("GetPublicKey", names);
    const signature = Buffer.from(Value as string, "base64");
    expect(verify("sha256", message, createPublicKey(PublicKey as string), signature)).toBe(true);
    expect(await sdk.answer("AsymmetricVerify", { ...algorithm, Value: Value as string })).toMatchObject({
      Value: true,
    });
  });

  it("keeps a data key as a secret", async () => {
    const made = { SecretName: "data-key", VersionId: "v1", SecretData: "AAECAw==", SecretDataType: "text" };
    const Arn = `acs:kms:${region}:${account}:secret/data-key`;
    const created = await sdk.answer("CreateSecret", { ...made, EncryptionKeyId: KeyId });
    expect(created).toMatchObject({ Arn, SecretName: "data-key", VersionId: "v1" });
    const found = await sdk.answer("GetSecretValue", { SecretName: "data-key" });
    expect(found).toMatchObject({ SecretName: "data-key", SecretData: "AAECAw==", SecretDataType: "text" });
    // Its tests for this ask for what is not there first.
    expect(await sdk.outcome("GetSecretValue", { SecretName: "none" })).toBe("Forbidden.ResourceNotFound");
  });
});
