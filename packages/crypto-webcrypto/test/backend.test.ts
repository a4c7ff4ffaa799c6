import type { KeySpec } from "@keyferry/algorithms";
import {
  type BackendKey,
  bindingOf,
  createSealer,
  type CryptoBackend,
  parseRecipientKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createWebCryptoBackend, createWebCryptoReceiver } from "@keyferry/crypto-webcrypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { visibleError } from "../../../tools/testing/visible-error.ts";
import { recordingSubtle, secretsOf } from "./recording-subtle.ts";
import { refusingSubtle } from "./refusing-subtle.ts";

const sealer = createSealer(new Uint8Array(32).fill(0x5a));
const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const binding = bindingOf(versionId, [["tenant", "a"]]);
const unavailable = expect.objectContaining({ name: "CryptoError", reason: "unavailable" }) as Error;

async function makeKey(backend: CryptoBackend, spec: KeySpec): Promise<BackendKey> {
  const newKey = { owner: anOwner, versionId, spec, protectionLevel: "SOFTWARE" } as const;
  return { ...newKey, ...(await backend.createKey(newKey)) };
}

/** Has the backend put what it does with these keys to its known answers, whose keys are no secrets. */
async function passTests(backend: CryptoBackend): Promise<void> {
  const key = await makeKey(backend, "Aliyun_AES_256");
  const body = await backend.generateDataKey({ key, binding }, 32);
  for (const algorithm of ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const) {
    await backend.rewrap({ key, binding, body }, await makeRecipient(), algorithm);
  }
  await backend.keyPairs?.publicKey(await makeKey(backend, "RSA_2048"));
  await backend.destroyKey(key);
}

async function makeRecipient() {
  const { publicKey } = await createWebCryptoReceiver().generateRecipientKeyPair("RSA_2048");
  return parseRecipientKey(publicKey, "RSA_2048");
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the backend on SubtleCrypto", () => {
  it("claims AES, RSA, P-256 and HMAC, signatures over messages, and neither SM2 nor SM4", () => {
    expect(createWebCryptoBackend({ sealer }).capabilities).toEqual([
      {
        custody: "host",
        protectionLevel: "SOFTWARE",
        keySpecs: [
          "Aliyun_AES_256",
          "Aliyun_AES_128",
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "EC_P256",
          "HMAC_SHA_256",
          "HMAC_SHA_384",
          "HMAC_SHA_512",
        ],
        signatureAlgorithms: {
          digest: [],
          message: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256"],
        },
        encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
        macAlgorithms: ["HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"],
        wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
        imports: {
          keySpecs: [
            "Aliyun_AES_256",
            "Aliyun_AES_128",
            "RSA_2048",
            "RSA_3072",
            "RSA_4096",
            "EC_P256",
            "HMAC_SHA_256",
            "HMAC_SHA_384",
            "HMAC_SHA_512",
          ],
          algorithms: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
        },
        dataKeyLengths: { min: 1, max: 1024, multipleOf: 1 },
      },
    ]);
  });

  it("answers with promises of plain byte arrays", async () => {
    const backend = createWebCryptoBackend({ sealer });
    const key = await makeKey(backend, "Aliyun_AES_256");
    const encrypting = backend.encrypt({ key, binding }, new Uint8Array(3));
    expect(encrypting).toBeInstanceOf(Promise);
    const body = await encrypting;
    const decrypting = backend.decrypt({ key, binding, body });
    expect(decrypting).toBeInstanceOf(Promise);
    for (const bytes of [body, await decrypting]) {
      expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    }
  });

  it("takes bytes in memory that threads share, and wipes its copy of them", async () => {
    const shared = (bytes: Uint8Array) => {
      const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
      copy.set(bytes);
      return copy;
    };
    const { subtle, calls } = recordingSubtle();
    const backend = createWebCryptoBackend({ sealer, subtle });
    const key = await makeKey(backend, "RSA_2048");
    const { asymmetricCipher } = backend;
    if (!asymmetricCipher) throw new Error("there is no asymmetric cipher");
    const plaintext = shared(Uint8Array.of(1, 2, 3));
    const ciphertext = await asymmetricCipher.encrypt(key, "RSAES_OAEP_SHA_1", plaintext);
    expect(secretsOf(calls.slice(-1))).toEqual([new Uint8Array(3)]);
    const decrypted = await asymmetricCipher.decrypt(key, "RSAES_OAEP_SHA_1", shared(ciphertext));
    expect(decrypted).toEqual(Uint8Array.of(1, 2, 3));
    expect(plaintext).toEqual(shared(decrypted));
  });

  it("gives random bytes of any length, beyond what the platform gives at once", () => {
    const backend = createWebCryptoBackend({ sealer });
    const bytes = backend.random(65_536 + 32) as Uint8Array;
    expect(bytes).toHaveLength(65_536 + 32);
    expect(bytes.subarray(-32)).not.toEqual(new Uint8Array(32));
    expect(backend.random(0)).toEqual(new Uint8Array(0));
  });

  it("is unavailable where the platform has no SubtleCrypto, as a page from plain HTTP", () => {
    vi.stubGlobal("crypto", { getRandomValues: () => undefined });
    expect(() => createWebCryptoBackend({ sealer })).toThrow(unavailable);
    expect(() => createWebCryptoReceiver()).toThrow(unavailable);
    vi.stubGlobal("crypto", undefined);
    expect(() => createWebCryptoBackend({ sealer })).toThrow(unavailable);
  });
});

describe("the keys that SubtleCrypto is given", () => {
  it("can never be exported", async () => {
    const { subtle, calls } = recordingSubtle();
    const backend = createWebCryptoBackend({ sealer, subtle });
    await passTests(backend);
    calls.length = 0;
    const pair = await makeKey(backend, "RSA_2048");
    const symmetric = await makeKey(backend, "Aliyun_AES_256");
    await backend.keyPairs?.publicKey(pair);
    const body = await backend.generateDataKey({ key: symmetric, binding }, 32);
    await backend.rewrap({ key: symmetric, binding, body }, await makeRecipient(), "RSAES_OAEP_SHA_1");
    const imported = calls.filter(({ method }) => method === "importKey");
    // Both sides of the pair for both hashes of OAEP and both ways to sign, the symmetric key, the recipient's key.
    expect(imported.map(({ answer }) => (answer as CryptoKey).extractable)).toEqual(Array(10).fill(false));
  });

  it("are imported once: the service's while it is cached, a recipient's for each hash", async () => {
    const { subtle, calls } = recordingSubtle();
    const backend = createWebCryptoBackend({ sealer, subtle });
    await passTests(backend);
    calls.length = 0;
    const key = await makeKey(backend, "Aliyun_AES_256");
    const recipient = await makeRecipient();
    const body = await backend.generateDataKey({ key, binding }, 32);
    for (const algorithm of ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const) {
      const rewrap = async () => backend.rewrap({ key, binding, body }, recipient, algorithm);
      await Promise.all([rewrap(), rewrap(), rewrap()]);
    }
    const formats = calls.filter(({ method }) => method === "importKey").map(({ args }) => args[0]);
    expect(formats).toEqual(["raw", "spki", "spki"]);
  });

  it("are refused without its words where SubtleCrypto does not take them", async () => {
    const refusing = createWebCryptoBackend({ sealer, subtle: refusingSubtle });
    const pair = await makeKey(createWebCryptoBackend({ sealer }), "RSA_2048");
    expect(await visibleError(() => refusing.keyPairs?.publicKey(pair))).toEqual({
      name: "CryptoError",
      reason: "unsupported",
      message: "SubtleCrypto does not take this RSA key",
      hasCause: false,
    });
  });
});

describe("what is secret", () => {
  it("is wiped before a call ends, wherever SubtleCrypto read or wrote it", async () => {
    const { subtle, calls } = recordingSubtle();
    const backend = createWebCryptoBackend({ sealer, subtle });
    await passTests(backend);
    calls.length = 0;
    const key = await makeKey(backend, "Aliyun_AES_256");
    const source = { key, binding, body: await backend.generateDataKey({ key, binding }, 32) };
    await backend.rewrap(source, await makeRecipient(), "RSAES_OAEP_SHA_256");
    await backend.reencrypt(source, { key, binding });
    const pair = await makeKey(backend, "RSA_2048");
    await backend.keyPairs?.publicKey(pair);

    const secrets = secretsOf(calls);
    // The key; two data keys encrypted, both opened on trial, one wrapped, two decrypted; the pair exported, and imported for each
    // of its uses.
    expect(secrets).toHaveLength(1 + 7 + 5);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(secret.every((byte) => byte === 0)).toBe(true);
    }
  });
});
