import {
  type BackendKey,
  combineBackends,
  createSealer,
  encryptionAlgorithms,
  type KeySpec,
  keySpecs,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/crypto";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";
import { describe, expect, it } from "vitest";
import { recordingSubtle } from "./recording-subtle.ts";

const options = { sealer: createSealer(new Uint8Array(32).fill(0x5a)) };
const { subtle, calls } = recordingSubtle();
const backend = combineBackends([
  createWebCryptoBackend({ ...options, subtle }),
  createSoftwareBackend(options),
]);
const { signer, asymmetricCipher } = backend;
if (!signer || !asymmetricCipher) throw new Error("the combination lacks a part");

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const digest = new Uint8Array(32).fill(7);

async function makeKey(spec: KeySpec): Promise<BackendKey> {
  return { versionId, spec, ...(await backend.createKey({ versionId, spec, protectionLevel: "SOFTWARE" })) };
}

/** The methods of SubtleCrypto that `work` calls. */
async function methodsOf(work: () => unknown): Promise<readonly string[]> {
  const before = calls.length;
  await work();
  return calls.slice(before).map(({ method }) => method);
}

describe("SubtleCrypto with the software backend behind it", () => {
  it("claims every key spec and every algorithm", () => {
    expect(backend.capabilities).toHaveLength(1);
    const [claim] = backend.capabilities;
    const sorted = (names: Iterable<string> = []) => [...names].sort();
    expect(sorted(claim?.keySpecs)).toEqual(sorted(Object.keys(keySpecs)));
    expect(sorted(claim?.signatureAlgorithms)).toEqual(sorted(Object.keys(signatureAlgorithms)));
    expect(sorted(claim?.encryptionAlgorithms)).toEqual(sorted(Object.keys(encryptionAlgorithms)));
    expect(sorted(claim?.wrappingAlgorithms)).toEqual(sorted(Object.keys(wrappingAlgorithms)));
  });

  it("leaves RSA keys and OAEP to SubtleCrypto, and signatures to the software", async () => {
    const key = await makeKey("RSA_2048");
    expect(await methodsOf(() => makeKey("RSA_2048"))).toContain("generateKey");
    const encrypted = await methodsOf(() => asymmetricCipher.encrypt(key, "RSAES_OAEP_SHA_256", digest));
    expect(encrypted).toContain("encrypt");
    expect(await methodsOf(() => signer.sign(key, "RSA_PSS_SHA_256", digest))).toEqual([]);
  });
});
