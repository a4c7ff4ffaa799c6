import type { CryptoBackend } from "@keyferry/crypto";
import { decodeBase64, decrypt, encodeBase64, generateDataKey } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { answerOf, createService } from "./service.ts";

/** Keeps hold of every plaintext that goes into a backend or comes out of it. */
function keepingPlaintexts(plaintexts: Uint8Array[]) {
  const keep = (plaintext: Uint8Array) => {
    plaintexts.push(plaintext);
    return plaintext;
  };
  return (crypto: CryptoBackend): CryptoBackend => ({
    ...crypto,
    encrypt: (target, plaintext) => crypto.encrypt(target, keep(plaintext)),
    decrypt: async (source) => keep(await crypto.decrypt(source)),
  });
}

describe("plaintext", () => {
  it.each(["JSON", "XML"])("is wiped once the answer in %s is rendered", async (Format) => {
    const plaintexts: Uint8Array[] = [];
    const { send, newKey } = await createService({ watch: keepingPlaintexts(plaintexts) });
    const generated = answerOf(
      generateDataKey,
      await send("GenerateDataKey", { KeyId: await newKey(), Format }),
    );
    const CiphertextBlob = encodeBase64(generated.CiphertextBlob);
    const opened = answerOf(decrypt, await send("Decrypt", { CiphertextBlob, Format }));
    expect(opened.Plaintext).toBe(encodeBase64(generated.Plaintext));
    expect(generated.Plaintext).not.toEqual(new Uint8Array(32));
    expect(plaintexts).toEqual([new Uint8Array(44), new Uint8Array(44)]);
  });

  it("that a caller sends is wiped once it is encrypted, or refused", async () => {
    const plaintexts: Uint8Array[] = [];
    const { send, newKey } = await createService({ watch: keepingPlaintexts(plaintexts) });
    const KeyId = await newKey();
    const { body } = await send("Encrypt", { KeyId, Plaintext: "密" });
    const { CiphertextBlob } = JSON.parse(body) as { CiphertextBlob: string };
    expect(plaintexts).toEqual([new Uint8Array(3)]);
    const { Plaintext } = answerOf(decrypt, await send("Decrypt", { CiphertextBlob }));
    expect(Plaintext).toBe("密");
    expect(plaintexts).toEqual([new Uint8Array(3), new Uint8Array(3)]);
    expect(decodeBase64(CiphertextBlob)).toHaveLength(64 + 3);
  });
});
