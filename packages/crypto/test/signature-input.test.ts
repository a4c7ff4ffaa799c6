import { createHash } from "node:crypto";
import {
  type BackendKey,
  createHostBackend,
  createSealer,
  digestToSign,
  type HostSignature,
  signatureForm,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { describe, expect, it, vi } from "vitest";
import { fixedKeyPairs } from "../src/conformance/vectors/fixed-key-pairs.ts";
import { opensslPrimitives } from "./openssl-primitives.ts";

// What the library makes here is to be seen, and would not stand a trial: tried-primitives.test.ts has that.
vi.mock("../src/tried/tried-primitives.ts", () => ({
  triedPrimitives: (untried: object) => ({ ...untried, checkOpen: () => undefined }),
}));

const message = new TextEncoder().encode("a message");
const digest = Uint8Array.from(createHash("sha256").update(message).digest());
const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;

describe("what is signed", () => {
  it("is a digest or a message", () => {
    expect(signatureForm({ digest })).toBe("digest");
    expect(signatureForm({ message: new Uint8Array(0) })).toBe("message");
  });

  it("is the caller's digest as it is, or SHA-256 of the message", () => {
    expect(digestToSign("ECDSA_SHA_256", { digest })).toBe(digest);
    expect(digestToSign("RSA_PSS_SHA_256", { message })).toEqual(digest);
  });

  it("is no digest of another length, and no message under SM2DSA, whose digest depends on the signer", () => {
    expect(() => digestToSign("SM2DSA", { digest: digest.subarray(1) })).toThrow(
      "a digest has 32 bytes, not 31",
    );
    expect(() => digestToSign("SM2DSA", { message })).toThrow(unsupported);
  });
});

/** A way to sign that answers what it was given, so as to see it. */
const echo: HostSignature = {
  sign: (_key, input) => input.slice(),
  verify: (_key, input, signature) => String(input) === String(signature),
};

/** A host backend whose library signs in these ways on one curve. */
async function backendWith(ways: {
  readonly signatures?: Readonly<Record<string, HostSignature>>;
  readonly messageSignatures?: Readonly<Record<string, HostSignature>>;
}) {
  const keyPair = {
    generate: () => fixedKeyPairs.EC_SM2.privateKey.slice(),
    importKey: () => null,
    publicKey: () => fixedKeyPairs.EC_SM2.publicKey.slice(),
    signatures: {},
    encryptions: {},
    ...ways,
  };
  const primitives = { ...opensslPrimitives, keyPairs: { EC_P256: keyPair, EC_SM2: keyPair } };
  const backend = createHostBackend(primitives, { sealer: createSealer(new Uint8Array(32)) });
  const keyOf = async (spec: "EC_P256" | "EC_SM2"): Promise<BackendKey> => {
    const newKey = {
      owner: anOwner,
      versionId: crypto.randomUUID(),
      spec,
      protectionLevel: "SOFTWARE",
    } as const;
    return { ...newKey, ...(await backend.createKey(newKey)) };
  };
  const { signer } = backend;
  if (signer === undefined) throw new Error("a backend that signs was expected");
  return { backend, signer, p256: await keyOf("EC_P256"), sm2: await keyOf("EC_SM2") };
}

describe("a host backend", () => {
  it("over a library that signs digests hashes messages for it, but not under SM2", async () => {
    const { backend, signer, p256, sm2 } = await backendWith({
      signatures: { ECDSA_SHA_256: echo, SM2DSA: echo },
    });
    expect(backend.capabilities[0]?.signatureAlgorithms).toEqual({
      digest: ["ECDSA_SHA_256", "SM2DSA"],
      message: ["ECDSA_SHA_256"],
    });
    expect(await signer.sign(p256, "ECDSA_SHA_256", { message })).toEqual(digest);
    expect(await signer.verify(p256, "ECDSA_SHA_256", { message }, digest)).toBe(true);
    expect(await signer.sign(sm2, "SM2DSA", { digest })).toEqual(digest);
    expect(() => signer.sign(sm2, "SM2DSA", { message })).toThrow(unsupported);
  });

  it("over a library that hashes for itself hands messages on as they are, and takes no digests", async () => {
    const { backend, signer, p256 } = await backendWith({ messageSignatures: { ECDSA_SHA_256: echo } });
    expect(backend.capabilities[0]?.signatureAlgorithms).toEqual({
      digest: [],
      message: ["ECDSA_SHA_256"],
    });
    expect(await signer.sign(p256, "ECDSA_SHA_256", { message })).toEqual(message);
    expect(await signer.verify(p256, "ECDSA_SHA_256", { message }, message)).toBe(true);
    expect(() => signer.sign(p256, "ECDSA_SHA_256", { digest })).toThrow(
      "keys of EC_P256 do not sign digests with ECDSA_SHA_256 here",
    );
  });

  it("over a library with ways for both takes each its own way", async () => {
    const { signer, sm2 } = await backendWith({
      signatures: { SM2DSA: echo },
      messageSignatures: { SM2DSA: { ...echo, sign: () => Uint8Array.of(1) } },
    });
    expect(await signer.sign(sm2, "SM2DSA", { digest })).toEqual(digest);
    expect(await signer.sign(sm2, "SM2DSA", { message })).toEqual(Uint8Array.of(1));
  });

  it("makes and imports no key that could not sign what it is to sign", async () => {
    const { backend } = await backendWith({ messageSignatures: { ECDSA_SHA_256: echo } });
    const newKey = {
      owner: anOwner,
      versionId: crypto.randomUUID(),
      spec: "EC_P256",
      protectionLevel: "SOFTWARE",
    } as const;
    const { privateKey } = fixedKeyPairs.EC_P256;
    const ways = [
      (key: Parameters<typeof backend.createKey>[0]) => backend.createKey(key),
      (key: Parameters<typeof backend.createKey>[0]) => backend.importer?.importKey(key, privateKey),
    ];
    for (const make of ways) {
      expect(() => make({ ...newKey, signs: "digest" })).toThrow("keys of EC_P256 sign no digests here");
      expect(() => make({ ...newKey, signs: "message" })).not.toThrow();
    }
  });
});
