import { textsOfEveryKind } from "@keyferry/crypto/conformance";
import { expect } from "vitest";
import { bytesOf, textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import { expectRefusal } from "../expect-refusal.ts";
import { newExportRecipients } from "../export-recipients.ts";

const recipients = newExportRecipients();

/** Holds every character that clients escape differently. */
const context = '{"tenant":"a b+c*~!\'()&=%","名":"值 \\u00e9"}';

/** Symmetric encryption and data keys. */
export const dataKeyExercises: Exercises<
  | "Encrypt"
  | "Decrypt"
  | "ReEncrypt"
  | "GenerateDataKey"
  | "GenerateDataKeyWithoutPlaintext"
  | "ExportDataKey"
  | "GenerateAndExportDataKey"
> = {
  async Encrypt({ client, sharedKey }) {
    const { keyId, versionId } = await sharedKey();
    for (const Plaintext of textsOfEveryKind) {
      const encrypted = await client.call("Encrypt", { KeyId: keyId, Plaintext });
      expect(encrypted).toMatchObject({ KeyId: keyId, KeyVersionId: versionId });
      const CiphertextBlob = textOf(encrypted, "CiphertextBlob");
      expect(await client.call("Decrypt", { CiphertextBlob })).toMatchObject({ Plaintext, KeyId: keyId });
    }
  },

  async Decrypt({ client, sharedKey }) {
    const { keyId } = await sharedKey({ KeySpec: "Aliyun_SM4" });
    // 6,144 bytes.
    const Plaintext = "密".repeat(1_000) + "🔑".repeat(700) + "é~*+/ %".repeat(43);
    const encrypted = await client.call("Encrypt", { KeyId: keyId, Plaintext, EncryptionContext: context });
    const CiphertextBlob = textOf(encrypted, "CiphertextBlob");
    const decrypted = await client.call("Decrypt", { CiphertextBlob, EncryptionContext: context });
    expect(decrypted).toMatchObject({ Plaintext });
    await expectRefusal(client.call("Decrypt", { CiphertextBlob }), "InvalidParameter");
    const longer = client.call("Encrypt", { KeyId: keyId, Plaintext: `${Plaintext}a` });
    expect((await expectRefusal(longer, "InvalidParameter")).message).toContain("longer than 6144 bytes");
  },

  async ReEncrypt({ client, sharedKey }) {
    const source = await sharedKey();
    const destination = await sharedKey({ KeySpec: "Aliyun_SM4" });
    const made = await client.call("GenerateDataKey", { KeyId: source.keyId, EncryptionContext: context });
    const moved = await client.call("ReEncrypt", {
      CiphertextBlob: textOf(made, "CiphertextBlob"),
      SourceEncryptionContext: context,
      DestinationKeyId: destination.keyId,
    });
    const decrypted = await client.call("Decrypt", { CiphertextBlob: textOf(moved, "CiphertextBlob") });
    expect(decrypted).toMatchObject({ KeyId: destination.keyId, Plaintext: textOf(made, "Plaintext") });
  },

  async GenerateDataKey({ client, sharedKey }) {
    const { keyId } = await sharedKey();
    const answer = await client.call("GenerateDataKey", { KeyId: keyId, KeySpec: "AES_128" });
    expect(bytesOf(answer, "Plaintext")).toHaveLength(16);
    const CiphertextBlob = textOf(answer, "CiphertextBlob");
    const decrypted = await client.call("Decrypt", { CiphertextBlob });
    expect(textOf(decrypted, "Plaintext")).toBe(textOf(answer, "Plaintext"));
  },

  async GenerateDataKeyWithoutPlaintext({ client, sharedKey }) {
    const { keyId } = await sharedKey();
    const parameters = { KeyId: keyId, NumberOfBytes: "24", EncryptionContext: context };
    const answer = await client.call("GenerateDataKeyWithoutPlaintext", parameters);
    expect(answer).not.toHaveProperty("Plaintext");
    const CiphertextBlob = textOf(answer, "CiphertextBlob");
    const decrypted = await client.call("Decrypt", { CiphertextBlob, EncryptionContext: context });
    expect(bytesOf(decrypted, "Plaintext")).toHaveLength(24);
  },

  async ExportDataKey({ client, sharedKey }) {
    const { keyId, versionId } = await sharedKey();
    const made = await client.call("GenerateDataKey", { KeyId: keyId, EncryptionContext: context });
    const CiphertextBlob = textOf(made, "CiphertextBlob");
    for (const { parameters, open } of recipients) {
      const blob = { CiphertextBlob, EncryptionContext: context };
      const exported = await client.call("ExportDataKey", { ...blob, ...parameters });
      expect(exported).toMatchObject({ KeyId: keyId, KeyVersionId: versionId });
      const opened = open(bytesOf(exported, "ExportedDataKey"));
      expect(opened, parameters["WrappingAlgorithm"]).toEqual(bytesOf(made, "Plaintext"));
    }
  },

  async GenerateAndExportDataKey({ client, sharedKey }) {
    const { keyId } = await sharedKey();
    for (const { parameters, open } of recipients) {
      const made = await client.call("GenerateAndExportDataKey", { KeyId: keyId, ...parameters });
      const CiphertextBlob = textOf(made, "CiphertextBlob");
      const decrypted = await client.call("Decrypt", { CiphertextBlob });
      const opened = open(bytesOf(made, "ExportedDataKey"));
      expect(opened, parameters["WrappingAlgorithm"]).toEqual(bytesOf(decrypted, "Plaintext"));
    }
  },
};
