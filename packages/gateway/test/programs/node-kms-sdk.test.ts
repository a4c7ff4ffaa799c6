import { beforeEach, describe, expect, it } from "vitest";
import { startProgram, type Members, type Program } from "./program.ts";
import { nodeKmsSdk } from "./wires.ts";

let sdk: Program;
beforeEach(async () => {
  sdk = await startProgram(nodeKmsSdk);
});

async function newKey(parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const { KeyMetadata } = await sdk.answer("CreateKey", {
    Origin: "Aliyun_KMS",
    Description: "",
    ...parameters,
  });
  return (KeyMetadata as { readonly KeyId: string }).KeyId;
}
const stateOf = async (KeyId: string) => {
  const { KeyMetadata } = await sdk.answer("DescribeKey", { KeyId });
  return (KeyMetadata as Members)["KeyState"];
};

describe("what @alicloud/kms-sdk tests of the real service", () => {
  it("begins by listing all keys and aliases, and deletes them", async () => {
    await sdk.answer("CreateAlias", { KeyId: await newKey(), AliasName: "alias/left-over" });
    const { Keys } = await sdk.answer("ListKeys", { PageNumber: "1", PageSize: "100" });
    const { Key } = Keys as { readonly Key: readonly { readonly KeyId: string }[] };
    for (const { KeyId } of Key) await sdk.answer("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: "7" });
    const { Aliases } = await sdk.answer("ListAliases", { PageNumber: "1", PageSize: "100" });
    const { Alias } = Aliases as { readonly Alias: readonly { readonly AliasName: string }[] };
    for (const { AliasName } of Alias) await sdk.answer("DeleteAlias", { AliasName });
    expect(await sdk.answer("ListAliases")).toMatchObject({ TotalCount: 0 });
  });

  it.each(["hello kms sdk for node.js", "你好，世界", "🔑😀", "aGVsbG8="])(
    "%j is sealed, and comes back",
    async (Plaintext) => {
      const KeyId = await newKey({ KeyUsage: "ENCRYPT/DECRYPT" });
      const EncryptionContext = '{"k":"v"}';
      const { CiphertextBlob } = await sdk.answer("Encrypt", { KeyId, Plaintext, EncryptionContext });
      const opened = { CiphertextBlob: CiphertextBlob as string, EncryptionContext };
      expect(await sdk.answer("Decrypt", opened)).toMatchObject({ Plaintext });
    },
  );

  it("a key id with letters behind it is no parameter", async () => {
    const KeyId = `${await newKey()}abc`;
    for (const action of ["DescribeKey", "DisableKey", "EnableKey", "GenerateDataKey"]) {
      expect([action, await sdk.outcome(action, { KeyId })]).toEqual([action, "InvalidParameter"]);
    }
  });

  it("a key is disabled, enabled, scheduled for deletion and kept", async () => {
    const KeyId = await newKey();
    await sdk.answer("DisableKey", { KeyId });
    expect(await stateOf(KeyId)).toBe("Disabled");
    await sdk.answer("EnableKey", { KeyId });
    expect(await stateOf(KeyId)).toBe("Enabled");
    await sdk.answer("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: "7" });
    expect(await stateOf(KeyId)).toBe("PendingDeletion");
    await sdk.answer("CancelKeyDeletion", { KeyId });
    expect(await stateOf(KeyId)).toBe("Enabled");
  });

  it("a data key is made, of a spec and a length that were left out too", async () => {
    const KeyId = await newKey();
    const made = await sdk.answer("GenerateDataKey", { KeyId, KeySpec: "AES_256", NumberOfBytes: "" });
    expect(Buffer.from(made["Plaintext"] as string, "base64")).toHaveLength(32);
  });

  it("material that is none is refused, and what was not imported can be deleted", async () => {
    const KeyId = await newKey({ Origin: "EXTERNAL" });
    const wrapping = { WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" };
    const { ImportToken } = await sdk.answer("GetParametersForImport", { KeyId, ...wrapping });
    const EncryptedKeyMaterial = "test";
    // Its tests give milliseconds, which lie far in the future.
    const KeyMaterialExpireUnix = String(sdk.service.clock.now + 86_400_000);
    const material = {
      KeyId,
      EncryptedKeyMaterial,
      ImportToken: ImportToken as string,
      KeyMaterialExpireUnix,
    };
    expect(await sdk.outcome("ImportKeyMaterial", material)).toMatch(/^Invalid/);
    await sdk.answer("DeleteKeyMaterial", { KeyId });
  });

  it("aliases are made, moved and listed, of all keys and of one", async () => {
    const [KeyId, other] = [await newKey(), await newKey()];
    for (const AliasName of ["alias/unit-test", "alias/unit-test-1"]) {
      await sdk.answer("CreateAlias", { KeyId, AliasName });
    }
    await sdk.answer("UpdateAlias", { KeyId: other, AliasName: "alias/unit-test-1" });
    const page = { PageNumber: "1", PageSize: "100" };
    expect(await sdk.answer("ListAliases", page)).toMatchObject({ TotalCount: 2 });
    const of = (id: string) => sdk.answer("ListAliasesByKeyId", { KeyId: id, ...page });
    expect(await of(KeyId)).toMatchObject({
      TotalCount: 1,
      Aliases: { Alias: [{ AliasName: "alias/unit-test" }] },
    });
    expect(await of(other)).toMatchObject({ Aliases: { Alias: [{ AliasName: "alias/unit-test-1" }] } });
  });
});
