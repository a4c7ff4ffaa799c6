import type { CryptoBackend } from "@keyferry/crypto";
import {
  decrypt,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  reEncrypt,
  wipeAnswer,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { bytes, createService } from "./service.ts";

/** Keeps hold of every plaintext that a backend hands to the service. */
function keepingPlaintexts(plaintexts: Uint8Array[]) {
  return (crypto: CryptoBackend): CryptoBackend => ({
    ...crypto,
    decrypt: async (source) => {
      const plaintext = await crypto.decrypt(source);
      plaintexts.push(plaintext);
      return plaintext;
    },
  });
}

describe("plaintext", () => {
  it("does not leave the backend where no caller asks for it", async () => {
    const plaintexts: Uint8Array[] = [];
    const { call, newKey } = await createService({ watch: keepingPlaintexts(plaintexts) });
    const [KeyId, DestinationKeyId] = [await newKey(), await newKey()];
    const { CiphertextBlob } = await call(encrypt, { KeyId, Plaintext: bytes("a") });
    await call(generateDataKeyWithoutPlaintext, { KeyId });
    await call(reEncrypt, { CiphertextBlob, DestinationKeyId });
    for (const { fields } of Object.values(recipients)) {
      await call(exportDataKey, { CiphertextBlob, ...fields });
      await call(generateAndExportDataKey, { KeyId, ...fields });
    }
    expect(plaintexts).toEqual([]);
  });

  it("is in one buffer where a caller asks for it, so that wiping the answer wipes it", async () => {
    const plaintexts: Uint8Array[] = [];
    const { call, newKey } = await createService({ watch: keepingPlaintexts(plaintexts) });
    const generated = await call(generateDataKey, { KeyId: await newKey() });
    const opened = await call(decrypt, { CiphertextBlob: generated.CiphertextBlob });
    expect(plaintexts).toEqual([generated.Plaintext, opened.Plaintext]);
    for (const answer of [generated, opened]) wipeAnswer(answer);
    expect(plaintexts).toEqual([new Uint8Array(32), new Uint8Array(32)]);
  });
});
