import {
  type BackendKey,
  createHostBackend,
  createSealer,
  derSignature,
  type HostKeyPair,
  type HostPrimitives,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { describe, expect, it, vi } from "vitest";
import { fixedKeyPairs } from "../src/conformance/vectors/fixed-key-pairs.ts";
import { opensslPrimitives } from "./openssl-primitives.ts";

// What the library makes here is to be seen, and would not stand a trial: tried-primitives.test.ts has that.
vi.mock("../src/tried/tried-primitives.ts", () => ({
  triedPrimitives: (untried: object) => ({ ...untried, checkOpen: () => undefined }),
}));

const sealer = createSealer(new Uint8Array(32).fill(1));
const digest = new Uint8Array(32).fill(5);
const { privateKey, publicKey } = fixedKeyPairs.EC_P256;

/** A key pair whose signature is its own private key, to see what becomes of the secrets. */
function watched() {
  const given: Uint8Array[] = [];
  const imported: Uint8Array[] = [];
  const keyPair: HostKeyPair<Uint8Array> = {
    generate() {
      const made = privateKey.slice();
      given.push(made);
      return made;
    },
    importKey(pkcs8) {
      given.push(pkcs8);
      const own = pkcs8.slice();
      imported.push(own);
      return own;
    },
    forgetKey: (key) => key.fill(0),
    publicKey: () => publicKey.slice(),
    signatures: {
      ECDSA_SHA_256: {
        sign: (key) => key.slice(),
        verify: (_key, _digest, signature) => signature.length > 0,
      },
    },
    encryptions: {},
  };
  const primitives: HostPrimitives = { ...opensslPrimitives, keyPairs: { EC_P256: keyPair } };
  return { given, imported, primitives };
}

const isWiped = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

async function backendWithKey(options: { readonly keyCacheSize?: number } = {}) {
  const { given, imported, primitives } = watched();
  const backend = createHostBackend(primitives, { sealer, ...options });
  const newKey = {
    owner: anOwner,
    versionId: crypto.randomUUID(),
    spec: "EC_P256",
    protectionLevel: "SOFTWARE",
  } as const;
  const key: BackendKey = { ...newKey, ...(await backend.createKey(newKey)) };
  const { signer, keyPairs, asymmetricCipher } = backend;
  if (!signer || !keyPairs || !asymmetricCipher) throw new Error("a backend with key pairs was expected");
  return { backend, key, given, imported, signer, keyPairs, asymmetricCipher };
}

describe("key pairs of a host backend", () => {
  it("are sealed as PKCS #8, bound to owner, version id and spec, and wiped", async () => {
    const { key, given } = await backendWithKey();
    expect(given.map(isWiped)).toEqual([true]);
    const label = { kind: "key material", ...key.owner, versionId: key.versionId, spec: "EC_P256" } as const;
    expect(sealer.open(label, key.material)).toEqual(privateKey);
  });

  it("are unsealed once for many uses, and wiped at the end", async () => {
    const { backend, key, given, imported, signer, keyPairs } = await backendWithKey();
    for (let count = 0; count < 3; count += 1) {
      await signer.sign(key, "ECDSA_SHA_256", { digest });
      await keyPairs.publicKey(key);
    }
    expect(imported).toHaveLength(1);
    expect(given.every(isWiped)).toBe(true);
    expect(imported.map(isWiped)).toEqual([false]);
    await backend.close();
    expect(imported.map(isWiped)).toEqual([true]);
  });

  it("share the bounded cache with symmetric keys", async () => {
    const { backend, key, imported, keyPairs } = await backendWithKey({ keyCacheSize: 1 });
    await keyPairs.publicKey(key);
    const newKey = {
      owner: anOwner,
      versionId: crypto.randomUUID(),
      spec: "Aliyun_AES_256",
      protectionLevel: "SOFTWARE",
    } as const;
    const symmetric = { ...newKey, ...(await backend.createKey(newKey)) };
    await backend.encrypt({ key: symmetric, binding: new Uint8Array(69) }, digest);
    expect(imported.map(isWiped)).toEqual([true]);
  });

  it("refuse what the library has not, and what the table has not", async () => {
    const { key, signer, asymmetricCipher } = await backendWithKey();
    const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;
    expect(() => signer.sign(key, "RSA_PSS_SHA_256", { digest })).toThrow(unsupported);
    expect(() => signer.sign(key, "SM2DSA", { digest })).toThrow(unsupported);
    expect(() => asymmetricCipher.encrypt(key, "SM2PKE", digest)).toThrow(unsupported);
    expect(() => signer.sign({ ...key, spec: "EC_SM2" }, "SM2DSA", { digest })).toThrow(unsupported);
    expect(() => signer.sign(key, "ECDSA_SHA_256", { digest: digest.subarray(1) })).toThrow(
      "a digest has 32 bytes, not 31",
    );
  });

  it("are absent where the primitives have none", () => {
    const { keyPairs, macs, ...primitives } = opensslPrimitives;
    expect([keyPairs, macs]).not.toContain(undefined);
    const backend = createHostBackend(primitives, { sealer });
    expect(backend.keyPairs).toBeUndefined();
    expect(backend.signer).toBeUndefined();
    expect(backend.asymmetricCipher).toBeUndefined();
    expect(backend.capabilities).toMatchObject([
      { keySpecs: ["Aliyun_AES_256"], signatureAlgorithms: { digest: [], message: [] } },
    ]);
  });
});

describe("a signature in DER", () => {
  const numbers = Uint8Array.from({ length: 64 }, (_, i) => (i === 0 || i === 32 ? 0x80 : i));
  const seen: Uint8Array[] = [];
  const signature = derSignature<null>({
    sign: () => numbers.slice(),
    verify(_key, _digest, given) {
      seen.push(given);
      return true;
    },
  });

  it("has the shortest form of both numbers, and reads back as them", async () => {
    const der = await signature.sign(null, digest);
    expect(der).toHaveLength(72);
    expect(der.subarray(0, 6)).toEqual(Uint8Array.of(0x30, 70, 0x02, 33, 0, 0x80));
    expect(await signature.verify(null, digest, der)).toBe(true);
    expect(seen).toEqual([numbers]);
  });

  it("pads short numbers to 32 bytes", async () => {
    seen.length = 0;
    const der = Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 2);
    expect(await signature.verify(null, digest, der)).toBe(true);
    const [given] = seen;
    expect(given?.filter((byte) => byte !== 0)).toEqual(Uint8Array.of(1, 2));
    expect([given?.[31], given?.[63]]).toEqual([1, 2]);
  });

  it("is false, and no matter for the library, in any other form", async () => {
    seen.length = 0;
    const der = await signature.sign(null, digest);
    for (let length = 0; length < der.length; length += 1) {
      expect(await signature.verify(null, digest, der.subarray(0, length))).toBe(false);
    }
    expect(await signature.verify(null, digest, Uint8Array.of(...der, 0))).toBe(false);
    const third = Uint8Array.of(0x30, 9, 2, 1, 1, 2, 1, 2, 2, 1, 3);
    expect(await signature.verify(null, digest, third)).toBe(false);
    expect(await signature.verify(null, digest, Uint8Array.of(0x30, 7, 2, 2, 0, 1, 2, 1, 2))).toBe(false);
    expect(await signature.verify(null, digest, Uint8Array.of(0x30, 6, 2, 1, 0xff, 2, 1, 2))).toBe(false);
    expect(seen).toEqual([]);
  });
});
