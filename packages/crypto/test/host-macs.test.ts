import {
  type BackendKey,
  createHostBackend,
  createSealer,
  type HostMac,
  type HostPrimitives,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { describe, expect, it, vi } from "vitest";
import { hmacSha256, opensslPrimitives } from "./openssl-primitives.ts";

// What the library makes here is to be seen, and would not stand a trial: tried-primitives.test.ts has that.
vi.mock("../src/tried/tried-primitives.ts", () => ({
  triedPrimitives: (untried: object) => ({ ...untried, checkOpen: () => undefined }),
}));

const sealer = createSealer(new Uint8Array(32).fill(1));
const message = new Uint8Array(10).fill(9);
const spec = "HMAC_SHA_256";

/** Primitives that show what becomes of the keys, and what the library is asked. */
function watched() {
  const given: Uint8Array[] = [];
  const imported: Uint8Array[] = [];
  const compared: number[] = [];
  const primitives: HostPrimitives = {
    ...opensslPrimitives,
    macs: {
      HMAC_SHA_256: {
        importKey(material) {
          given.push(material);
          const own = material.slice();
          imported.push(own);
          return own;
        },
        generate: (key: Uint8Array, data) => hmacSha256.generate(key, data),
        verify(key: Uint8Array, data, mac) {
          compared.push(mac.length);
          return hmacSha256.verify(key, data, mac);
        },
        forgetKey: (key: Uint8Array) => key.fill(0),
      } satisfies HostMac<Uint8Array>,
    },
  };
  return { given, imported, compared, primitives };
}

const isWiped = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

async function backendWithKey() {
  const { primitives, ...seen } = watched();
  const backend = createHostBackend(primitives, { sealer });
  const newKey = {
    owner: anOwner,
    versionId: crypto.randomUUID(),
    spec,
    protectionLevel: "SOFTWARE",
  } as const;
  const key: BackendKey = { ...newKey, ...(await backend.createKey(newKey)) };
  const { mac } = backend;
  if (mac === undefined) throw new Error("a backend with authentication codes was expected");
  return { backend, key, mac, ...seen };
}

describe("keys for authentication codes, of a host backend", () => {
  it("are random, as long as the hash, and sealed under owner, version id and spec", async () => {
    const { key } = await backendWithKey();
    const label = { kind: "key material", ...key.owner, versionId: key.versionId, spec } as const;
    const material = sealer.open(label, key.material);
    expect(material).toHaveLength(32);
    expect(isWiped(material)).toBe(false);
  });

  it("are unsealed once for many uses, and wiped at the end", async () => {
    const { backend, key, mac, given, imported } = await backendWithKey();
    for (let count = 0; count < 3; count += 1) {
      expect(await mac.verify(key, spec, message, await mac.generate(key, spec, message))).toBe(true);
    }
    expect(imported).toHaveLength(1);
    expect(given.map(isWiped)).toEqual([true]);
    expect(imported.map(isWiped)).toEqual([false]);
    await backend.close();
    expect(imported.map(isWiped)).toEqual([true]);
  });

  it("leave no code of another length for the library to compare", async () => {
    const { key, mac, compared } = await backendWithKey();
    const code = await mac.generate(key, spec, message);
    for (const length of [0, 16, 31]) {
      expect(await mac.verify(key, spec, message, code.subarray(0, length))).toBe(false);
    }
    expect(await mac.verify(key, spec, message, new Uint8Array(33))).toBe(false);
    expect(compared).toEqual([]);
  });

  it("are absent where the primitives have none", () => {
    const { macs, ...primitives } = opensslPrimitives;
    expect(macs).toBeDefined();
    const backend = createHostBackend(primitives, { sealer });
    expect(backend.mac).toBeUndefined();
    expect(backend.capabilities).toMatchObject([
      { keySpecs: ["Aliyun_AES_256", "RSA_2048"], macAlgorithms: [] },
    ]);
  });
});
