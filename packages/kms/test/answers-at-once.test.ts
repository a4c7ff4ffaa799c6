import { expect, it } from "vitest";
import type { WritingCall } from "../src/call/handler.ts";
import type { VersionTarget } from "../src/call/targets.ts";
import { encryptHandler } from "../src/operations/cryptography/encrypt.ts";
import { generateDataKeyWithoutPlaintextHandler } from "../src/operations/cryptography/generate-data-key-without-plaintext.ts";
import { generateDataKeyHandler } from "../src/operations/cryptography/generate-data-key.ts";
import { reEncryptHandler } from "../src/operations/cryptography/re-encrypt.ts";

const id = "11111111-2222-3333-4444-555555555555";
const use = {
  account: "1",
  region: "cn-hangzhou",
  key: { id, spec: "Aliyun_AES_256", usage: "ENCRYPT/DECRYPT", instance: null, creator: "1" },
  version: { id, keyId: id, custody: "host", material: new Uint8Array(1) },
} as unknown as VersionTarget;
const body = new Uint8Array(60);

/** A call whose backend is synchronous, as that of OpenSSL is. */
const call = {
  crypto: {
    encrypt: () => body,
    generateDataKey: () => body,
    reencrypt: () => body,
    decrypt: () => new TextEncoder().encode("AAAA"),
  },
  countMessage: (target: VersionTarget) => target,
  trail: { resources: [], custodies: [], keyVersions: [] },
} as unknown as WritingCall;

const source = { ...use, body };

it.each([
  ["Encrypt", () => encryptHandler.perform({ KeyId: id, Plaintext: "text" }, { use }, call)],
  ["GenerateDataKey", () => generateDataKeyHandler.perform({ KeyId: id }, { use }, call)],
  [
    "GenerateDataKeyWithoutPlaintext",
    () => generateDataKeyWithoutPlaintextHandler.perform({ KeyId: id }, { use }, call),
  ],
  ["ReEncrypt", () => reEncryptHandler.perform({} as never, { source, destination: use }, call)],
])("waits for nothing where its message is counted and its backend answers at once: %s", (_, perform) => {
  const answer = perform();
  expect(answer).not.toBeInstanceOf(Promise);
  expect(answer).toHaveProperty("CiphertextBlob");
});
