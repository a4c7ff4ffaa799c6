import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { startProgram, type Program } from "./program.ts";
import { goSdk } from "./wires.ts";

let vault: Program;
let KeyId: string;
beforeEach(async () => {
  vault = await startProgram(goSdk);
  KeyId = await vault.service.newKey();
  await vault.by(goSdk).answer("CreateAlias", { AliasName: "alias/vault", KeyId });
});

/** What Vault keeps of its root key: sealed with a key of its own, which KMS has sealed. */
interface Sealed {
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly wrappedKey: string;
}

async function seal(name: string, rootKey: Buffer): Promise<Sealed> {
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const ciphertext = Buffer.concat([cipher.update(rootKey), cipher.final()]);
  const wrapped = await vault.answer("Encrypt", { KeyId: name, Plaintext: key.toString("base64") });
  expect(wrapped["KeyId"]).toBe(KeyId);
  return { iv, ciphertext, tag: cipher.getAuthTag(), wrappedKey: wrapped["CiphertextBlob"] as string };
}

async function unseal({ iv, ciphertext, tag, wrappedKey }: Sealed): Promise<Buffer> {
  // Without a key id: the service knows the key by the ciphertext.
  const { Plaintext } = await vault.answer("Decrypt", { CiphertextBlob: wrappedKey });
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(Plaintext as string, "base64"), iv);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

describe("the seal of Vault, OpenBao and Boundary", () => {
  it.each(["its id", "its alias"])("looks for its key by %s, seals and unseals", async (by) => {
    const name = by === "its id" ? KeyId : "alias/vault";
    const { KeyMetadata } = await vault.answer("DescribeKey", { KeyId: name });
    expect(KeyMetadata).toMatchObject({ KeyId });
    const rootKey = randomBytes(32);
    const sealed = await seal(name, rootKey);
    expect(await unseal(sealed)).toEqual(rootKey);
  });

  it("opens what was sealed before its alias went to another key", async () => {
    const rootKey = randomBytes(32);
    const sealed = await seal("alias/vault", rootKey);
    await vault.answer("UpdateAlias", { AliasName: "alias/vault", KeyId: await vault.service.newKey() });
    expect(await unseal(sealed)).toEqual(rootKey);
  });

  it("does not start with a key that is not there, and does not open with one that is disabled", async () => {
    const nobody = { KeyId: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11" };
    expect(await vault.outcome("DescribeKey", nobody)).toBe("Forbidden.KeyNotFound");
    expect(await vault.outcome("DescribeKey", { KeyId: "alias/nobody" })).toBe("Forbidden.AliasNotFound");
    const { wrappedKey } = await seal(KeyId, randomBytes(32));
    await vault.answer("DisableKey", { KeyId });
    expect(await vault.outcome("Decrypt", { CiphertextBlob: wrappedKey })).toBe("Rejected.Disabled");
  });
});
