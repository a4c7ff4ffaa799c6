import { createCipheriv, createDecipheriv } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { account, region } from "../service.ts";
import { startProgram, type Program } from "./program.ts";
import { goSdk, javaSdk, nodeRpc, openApi, type Wire } from "./wires.ts";

/** The key that Nacos names unless it is told of another. Only the cloud makes aliases that begin so: here, a seed. */
const defaultKey = "alias/acs/mse";
const content = "spring.datasource.password=密码 🔑\n";

let nacos: Program;
beforeEach(async () => {
  nacos = await startProgram(openApi());
  const keyId = await nacos.service.newKey();
  const { store, clock } = nacos.service;
  const alias = { name: defaultKey, keyId, createdAt: clock.now };
  await store.scoped({ account, region }).aliases.write.create(alias, ["Enabled"]);
});

const clients: readonly (readonly [name: string, wire: Wire])[] = [
  ["for Go", goSdk],
  ["for Java", javaSdk()],
  ["for Node.js, with kms20160120 1.x", nodeRpc],
  ["for Node.js, with a current SDK", openApi()],
];

describe.each(clients)("the client of Nacos %s", (_, wire) => {
  let client: Program;
  beforeEach(() => {
    client = nacos.by(wire);
  });

  it.each([
    ["cipher-kms-aes-128-", "AES_128", 16],
    ["cipher-kms-aes-256-", "AES_256", 32],
  ] as const)("seals a configuration of %s with a data key of its own", async (_, KeySpec, length) => {
    const made = await client.answer("GenerateDataKey", { KeyId: defaultKey, KeySpec });
    const key = Buffer.from(made["Plaintext"] as string, "base64");
    expect(key).toHaveLength(length);
    const algorithm = `aes-${String(length * 8)}-ecb`;
    const cipher = createCipheriv(algorithm, key, null);
    const published = Buffer.concat([cipher.update(content, "utf8"), cipher.final()]);

    // Another client knows the data key's ciphertext, which the server keeps beside the configuration.
    const encryptedDataKey = made["CiphertextBlob"] as string;
    const opened = await client.answer("Decrypt", { CiphertextBlob: encryptedDataKey });
    const decipher = createDecipheriv(algorithm, Buffer.from(opened["Plaintext"] as string, "base64"), null);
    expect(Buffer.concat([decipher.update(published), decipher.final()]).toString("utf8")).toBe(content);
  });

  it("has a whole configuration of cipher- sealed, as the text that it is", async () => {
    const { CiphertextBlob } = await client.answer("Encrypt", { KeyId: defaultKey, Plaintext: content });
    const opened = await client.answer("Decrypt", { CiphertextBlob: CiphertextBlob as string });
    expect(opened).toMatchObject({ Plaintext: content });
  });

  it("protects a key of its user's from deletion", async () => {
    const KeyId = await nacos.service.newKey();
    const { KeyMetadata } = await client.answer("DescribeKey", { KeyId });
    const { Arn } = KeyMetadata as { readonly Arn: string };
    const DeletionProtectionDescription = "key is used by nacos-client";
    await client.answer("SetDeletionProtection", {
      ...{ ProtectedResourceArn: Arn, EnableDeletionProtection: "true", DeletionProtectionDescription },
    });
    const doom = { KeyId, PendingWindowInDays: "7" };
    expect(await client.outcome("ScheduleKeyDeletion", doom)).toBe("Rejected.DeletionProtected");
  });
});
