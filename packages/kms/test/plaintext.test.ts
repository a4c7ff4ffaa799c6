import type { AsymmetricCipher, CryptoBackend } from "@keyferry/crypto";
import {
  asymmetricDecrypt,
  asymmetricEncrypt,
  decrypt,
  encodeBase64,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  reEncrypt,
  wipeAnswer,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { newKeyPair } from "./key-pairs.ts";
import { recipients } from "./recipients.ts";
import { bytes, createService } from "./service.ts";

/** Keeps hold of every plaintext that a backend hands to the service or is handed by it. */
function keepingPlaintexts(plaintexts: Uint8Array[]) {
  const keep = (plaintext: Uint8Array) => {
    plaintexts.push(plaintext);
    return plaintext;
  };
  return (crypto: CryptoBackend): CryptoBackend => ({
    ...crypto,
    encrypt: (target, text) => crypto.encrypt(target, keep(text)),
    decrypt: async (source) => keep(await crypto.decrypt(source)),
    ...(crypto.asymmetricCipher !== undefined && {
      asymmetricCipher: keepingDecrypted(crypto.asymmetricCipher, keep),
    }),
  });
}

function keepingDecrypted(
  cipher: AsymmetricCipher,
  keep: (plaintext: Uint8Array) => Uint8Array,
): AsymmetricCipher {
  return {
    ...cipher,
    decrypt: async (key, algorithm, ciphertext) => keep(await cipher.decrypt(key, algorithm, ciphertext)),
  };
}

describe("plaintext", () => {
  it("leaves the backend where a caller asks for it only, and what a caller sends is wiped", async () => {
    const plaintexts: Uint8Array[] = [];
    const { call, newKey } = await createService({ watch: keepingPlaintexts(plaintexts) });
    const [KeyId, DestinationKeyId] = [await newKey(), await newKey()];
    const { CiphertextBlob } = await call(encrypt, { KeyId, Plaintext: "YWJj" });
    await call(generateDataKeyWithoutPlaintext, { KeyId });
    await call(reEncrypt, { CiphertextBlob, DestinationKeyId });
    for (const { fields } of Object.values(recipients)) {
      await call(exportDataKey, { CiphertextBlob, ...fields });
      await call(generateAndExportDataKey, { KeyId, ...fields });
    }
    expect(plaintexts).toEqual([new Uint8Array(4)]);
  });

  it("is wiped once the answer holds it: a data key's bytes, which go with the answer, or a text", async () => {
    const plaintexts: Uint8Array[] = [];
    const { call, newKey } = await createService({ watch: keepingPlaintexts(plaintexts) });
    const generated = await call(generateDataKey, { KeyId: await newKey() });
    const opened = await call(decrypt, { CiphertextBlob: generated.CiphertextBlob });
    expect(plaintexts).toEqual([new Uint8Array(44), new Uint8Array(44)]);
    expect(opened.Plaintext).toBe(encodeBase64(generated.Plaintext));
    wipeAnswer(generated);
    expect(generated.Plaintext).toEqual(new Uint8Array(32));
  });

  it("that was under a public key is wiped once it is under another key, or with the answer", async () => {
    const plaintexts: Uint8Array[] = [];
    const service = await createService({ watch: keepingPlaintexts(plaintexts) });
    const { KeyId, KeyVersionId } = await newKeyPair(service, "EC_SM2", "ENCRYPT/DECRYPT");
    const named = { KeyId, KeyVersionId, Algorithm: "SM2PKE" } as const;
    const { CiphertextBlob } = await service.call(asymmetricEncrypt, { ...named, Plaintext: bytes("ab") });
    await service.call(reEncrypt, {
      CiphertextBlob,
      SourceKeyId: KeyId,
      SourceKeyVersionId: KeyVersionId,
      SourceEncryptionAlgorithm: "SM2PKE",
      DestinationKeyId: await service.newKey(),
    });
    // Its bytes, and their base64 text.
    const moved = [new Uint8Array(2), new Uint8Array(4)];
    expect(plaintexts).toEqual(moved);
    const opened = await service.call(asymmetricDecrypt, { ...named, CiphertextBlob });
    expect(plaintexts).toEqual([...moved, bytes("ab")]);
    wipeAnswer(opened);
    expect(plaintexts).toEqual([...moved, new Uint8Array(2)]);
  });
});
