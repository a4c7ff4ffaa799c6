import {
  encryptionAlgorithms,
  type KeySpec,
  keySpecs,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { type BackendKey, combineBackends, createSealer } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
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
  const newKey = { owner: anOwner, versionId, spec, protectionLevel: "SOFTWARE" } as const;
  return { ...newKey, ...(await backend.createKey(newKey)) };
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
    expect(sorted(claim?.signatureAlgorithms.digest)).toEqual(sorted(Object.keys(signatureAlgorithms)));
    expect(sorted(claim?.signatureAlgorithms.message)).toEqual(sorted(Object.keys(signatureAlgorithms)));
    expect(sorted(claim?.encryptionAlgorithms)).toEqual(sorted(Object.keys(encryptionAlgorithms)));
    expect(sorted(claim?.wrappingAlgorithms)).toEqual(sorted(Object.keys(wrappingAlgorithms)));
  });

  it("leaves RSA keys, OAEP and messages to SubtleCrypto, and signatures over digests to the software", async () => {
    const key = await makeKey("RSA_2048");
    expect(await methodsOf(() => makeKey("RSA_2048"))).toContain("generateKey");
    const encrypted = await methodsOf(() => asymmetricCipher.encrypt(key, "RSAES_OAEP_SHA_256", digest));
    expect(encrypted).toContain("encrypt");
    expect(await methodsOf(() => signer.sign(key, "RSA_PSS_SHA_256", { digest }))).toEqual([]);
    // The first one is tested by known answers before.
    await signer.sign(key, "RSA_PSS_SHA_256", { message: digest });
    const signed = await methodsOf(() => signer.sign(key, "RSA_PSS_SHA_256", { message: digest }));
    expect(signed).toEqual(["sign", "verify"]);
  });

  it.each(["RSA_2048", "EC_P256"] as const)(
    "makes a key of %s that is to sign digests, and signs them with it by the software",
    async (spec) => {
      const newKey = {
        owner: anOwner,
        versionId,
        spec,
        protectionLevel: "SOFTWARE",
        signs: "digest",
      } as const;
      const key: BackendKey = { ...newKey, ...(await backend.createKey(newKey)) };
      const algorithm = spec === "EC_P256" ? "ECDSA_SHA_256" : "RSA_PKCS1_SHA_256";
      const message = new TextEncoder().encode("a message");
      const hashed = new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", message));
      const signature = await signer.sign(key, algorithm, { digest: hashed });
      expect(await signer.verify(key, algorithm, { message }, signature)).toBe(true);
    },
  );

  it("makes no key that is to sign digests without the software", async () => {
    const alone = createWebCryptoBackend(options);
    for (const spec of ["RSA_2048", "EC_P256"] as const) {
      const newKey = {
        owner: anOwner,
        versionId,
        spec,
        protectionLevel: "SOFTWARE",
        signs: "digest",
      } as const;
      await expect(async () => alone.createKey(newKey)).rejects.toMatchObject({ reason: "unsupported" });
    }
  });
});
