import {
  bindingOf,
  type BackendKey,
  createHostBackend,
  createSealer,
  type CryptoBackend,
  type HostCipher,
  type HostPrimitives,
  type HostWrap,
  parseRecipientKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { describe, expect, it } from "vitest";
import { rsa2048PublicKey } from "../src/conformance/vectors/fixed-keys.ts";
import { aes, opensslPrimitives } from "./openssl-primitives.ts";

const sealer = createSealer(new Uint8Array(32).fill(1));
const recipient = parseRecipientKey(rsa2048PublicKey, "RSA_2048");
const plaintext = new Uint8Array(32).fill(7);
const wrap = opensslPrimitives.wraps.RSAES_OAEP_SHA_256 as HostWrap;

function versionIdOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

async function keyOf(backend: CryptoBackend, number = 1): Promise<BackendKey> {
  const newKey = {
    owner: anOwner,
    versionId: versionIdOf(number),
    spec: "Aliyun_AES_256",
    protectionLevel: "SOFTWARE",
  } as const;
  return { ...newKey, ...(await backend.createKey(newKey)) };
}

const targetOf = (key: BackendKey) => ({ key, binding: bindingOf(key.versionId) });

/** Has the backend put the algorithms of blobs and exports to their tests, with keys that are no secrets. */
async function passTests(backend: CryptoBackend): Promise<void> {
  const target = targetOf(await keyOf(backend, 99));
  const body = await backend.generateDataKey(target, 32);
  await backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_256");
  await backend.destroyKey(target.key);
}

/** A cipher that keeps hold of every secret buffer it is given or gives, to see what becomes of them. */
function watched(changes: Partial<HostCipher<Uint8Array>> = {}) {
  const given: Uint8Array[] = [];
  const watch = (bytes: Uint8Array) => {
    given.push(bytes);
    return bytes;
  };
  const cipher: HostCipher<Uint8Array> = {
    ...aes,
    importKey: (material) => aes.importKey(watch(material)),
    seal: (key, iv, text, associatedData) => aes.seal(key, iv, watch(text), associatedData),
    async open(key, iv, sealed, associatedData) {
      return watch(await aes.open(key, iv, sealed, associatedData));
    },
    ...changes,
  };
  const primitives: HostPrimitives = {
    ...opensslPrimitives,
    ciphers: { AES_256_GCM: cipher },
    wraps: { RSAES_OAEP_SHA_256: (to, payload) => wrap(to, watch(payload)) },
    randomBytes: (length) => {
      const bytes = opensslPrimitives.randomBytes(length);
      return length === 12 ? bytes : watch(bytes);
    },
  };
  return { given, primitives };
}

const isWiped = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

describe("a host backend", () => {
  it("states what its primitives can do", () => {
    expect(createHostBackend(opensslPrimitives, { sealer })).toMatchObject({
      name: "openssl",
      capabilities: [
        {
          custody: "host",
          protectionLevel: "SOFTWARE",
          keySpecs: ["Aliyun_AES_256", "RSA_2048", "HMAC_SHA_256"],
          signatureAlgorithms: {
            digest: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256"],
            message: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256"],
          },
          encryptionAlgorithms: ["RSAES_OAEP_SHA_256"],
          macAlgorithms: ["HMAC_SHA_256"],
          wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
          imports: {
            keySpecs: ["Aliyun_AES_256", "RSA_2048", "HMAC_SHA_256"],
            algorithms: ["RSAES_OAEP_SHA_256"],
          },
          dataKeyLengths: { min: 1, max: 1024, multipleOf: 1 },
        },
      ],
    });
  });

  it("answers at once where its primitives do", async () => {
    const backend = createHostBackend(opensslPrimitives, { sealer });
    const target = targetOf(await keyOf(backend));
    const body = backend.generateDataKey(target, 32);
    expect(body).toBeInstanceOf(Uint8Array);
    if (body instanceof Promise) return;
    expect(backend.decrypt({ ...target, body })).toHaveLength(44);
    expect(backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_1")).not.toBeInstanceOf(Promise);
  });

  it("wipes every secret it made or was handed by the cipher, on every way", async () => {
    const { given, primitives } = watched();
    const backend = createHostBackend(primitives, { sealer });
    await passTests(backend);
    given.length = 0;
    const target = targetOf(await keyOf(backend));
    const body = await backend.generateDataKey(target, 32);
    await backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_256");
    await backend.reencrypt({ ...target, body }, target);
    (await backend.decrypt({ ...target, body })).fill(0);
    // What was opened on trial is among them.
    expect(given.length).toBeGreaterThan(8);
    expect(given.every(isWiped)).toBe(true);
  });

  it("wipes them also where the wrapping fails", async () => {
    const { given, primitives } = watched();
    let outOfOrder = false;
    const failing: HostPrimitives = {
      ...primitives,
      wraps: {
        RSAES_OAEP_SHA_256(to, payload) {
          given.push(payload);
          if (outOfOrder) throw new Error("out of order");
          return wrap(to, payload);
        },
      },
    };
    const backend = createHostBackend(failing, { sealer });
    await passTests(backend);
    outOfOrder = true;
    given.length = 0;
    const target = targetOf(await keyOf(backend));
    const body = await backend.generateDataKey(target, 32);
    await expect(async () =>
      backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_256"),
    ).rejects.toThrow("out of order");
    expect(given.every(isWiped)).toBe(true);
  });

  it("opens a data key once for several recipients, and wipes it after the last", async () => {
    let opened = 0;
    const open: HostCipher<Uint8Array>["open"] = (...sealed) => {
      opened += 1;
      return aes.open(...sealed);
    };
    const { given, primitives } = watched({ open });
    let finish: (exported: Uint8Array) => void = () => undefined;
    const slow = new Promise<Uint8Array>((resolve) => (finish = resolve));
    const payloads: Uint8Array[] = [];
    let isTested = false;
    const wraps: HostPrimitives["wraps"] = {
      RSAES_OAEP_SHA_256: (to, payload) => {
        if (!isTested) return wrap(to, payload);
        payloads.push(payload);
        return slow;
      },
      RSAES_OAEP_SHA_1: (_recipient, payload) => {
        payloads.push(payload);
        throw new Error("out of order");
      },
    };
    const backend = createHostBackend({ ...primitives, wraps }, { sealer });
    await passTests(backend);
    isTested = true;
    const target = targetOf(await keyOf(backend));
    const body = await backend.generateDataKey(target, 32);
    given.length = opened = 0;
    const rewrapping = Promise.resolve(
      backend.rewrapForEach({ ...target, body }, [
        { recipient, algorithm: "RSAES_OAEP_SHA_256" },
        { recipient, algorithm: "RSAES_OAEP_SHA_1" },
        { recipient, algorithm: "SM2PKE" },
      ]),
    );
    expect(opened).toBe(1);
    expect(payloads).toHaveLength(2);
    expect(payloads.some(isWiped)).toBe(false);
    finish(new Uint8Array(256));
    await expect(rewrapping).rejects.toThrow("out of order");
    expect([...given, ...payloads].every(isWiped)).toBe(true);
  });

  it("unseals a key once for many uses", async () => {
    let imports = 0;
    const importKey = (material: Uint8Array) => {
      imports += 1;
      return aes.importKey(material);
    };
    const backend = createHostBackend(watched({ importKey }).primitives, { sealer });
    await passTests(backend);
    imports = 0;
    const target = targetOf(await keyOf(backend));
    for (let count = 0; count < 5; count += 1) await backend.encrypt(target, plaintext);
    expect(imports).toBe(1);
  });

  it("wipes keys that are evicted, destroyed, or left at the end", async () => {
    const keys: Uint8Array[] = [];
    const importKey = (material: Uint8Array) => {
      const key = material.slice();
      keys.push(key);
      return key;
    };
    const backend = createHostBackend(watched({ importKey }).primitives, { sealer, keyCacheSize: 2 });
    await passTests(backend);
    keys.length = 0;
    const [first, second, third] = [
      await keyOf(backend, 1),
      await keyOf(backend, 2),
      await keyOf(backend, 3),
    ];
    for (const key of [first, second, third]) await backend.encrypt(targetOf(key), plaintext);
    expect(keys.map(isWiped)).toEqual([true, false, false]);
    await backend.destroyKey(second);
    expect(keys.map(isWiped)).toEqual([true, true, false]);
    await backend.close();
    expect(keys.map(isWiped)).toEqual([true, true, true]);
  });

  it("does not wipe a key under a call that still uses it", async () => {
    const keys: Uint8Array[] = [];
    const importKey = async (material: Uint8Array) => {
      const key = material.slice();
      keys.push(key);
      await Promise.resolve();
      return key;
    };
    const seal: HostCipher<Uint8Array>["seal"] = async (key, iv, text, associatedData) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(isWiped(key)).toBe(false);
      return aes.seal(key, iv, text, associatedData);
    };
    const cipher = { ...aes, importKey, seal };
    const backend = createHostBackend(
      { ...opensslPrimitives, ciphers: { AES_256_GCM: cipher } },
      { sealer, keyCacheSize: 1 },
    );
    await passTests(backend);
    keys.length = 0;
    const [first, second] = [await keyOf(backend, 1), await keyOf(backend, 2)];
    const slow = backend.encrypt(targetOf(first), plaintext);
    await backend.encrypt(targetOf(second), plaintext);
    const body = await slow;
    expect(keys.map(isWiped)).toEqual([true, false]);
    expect(await backend.decrypt({ ...targetOf(first), body })).toEqual(plaintext);
  });

  it("tries a key again whose import failed", async () => {
    let failures = 1;
    const importKey = async (material: Uint8Array) => {
      const copy = material.slice();
      await Promise.resolve();
      if (failures > 0) {
        failures -= 1;
        throw new Error("not now");
      }
      return copy;
    };
    const cipher = { ...aes, importKey };
    const backend = createHostBackend({ ...opensslPrimitives, ciphers: { AES_256_GCM: cipher } }, { sealer });
    const target = targetOf(await keyOf(backend));
    await expect(backend.encrypt(target, plaintext)).rejects.toThrow("not now");
    expect(await backend.encrypt(target, plaintext)).toHaveLength(28 + 32);
  });

  it("binds sealed material to its owner, version id and spec", async () => {
    const backend = createHostBackend(opensslPrimitives, { sealer });
    const { versionId, material } = await keyOf(backend);
    const label = { kind: "key material", ...anOwner, versionId, spec: "Aliyun_AES_256" } as const;
    expect(sealer.open(label, material)).toHaveLength(32);
  });

  it("puts the text of a caller, and the base64 text of a data key, into a body as they are", async () => {
    const backend = createHostBackend(opensslPrimitives, { sealer });
    const target = targetOf(await keyOf(backend));
    const { versionId, material } = target.key;
    const rawKey = sealer.open(
      { kind: "key material", ...anOwner, versionId, spec: "Aliyun_AES_256" },
      material,
    );
    const textIn = async (body: Uint8Array) =>
      Buffer.from(await aes.open(rawKey, body.subarray(0, 12), body.subarray(12), target.binding)).toString();

    expect(await textIn(await backend.encrypt(target, Buffer.from("hello world")))).toBe("hello world");
    const dataKeyText = await textIn(await backend.generateDataKey(target, 32));
    expect(Buffer.from(dataKeyText, "base64")).toHaveLength(32);
    expect(Buffer.from(dataKeyText, "base64").toString("base64")).toBe(dataKeyText);
  });

  it("wipes a text that is no data key", async () => {
    const { given, primitives } = watched();
    const backend = createHostBackend(primitives, { sealer });
    await passTests(backend);
    given.length = 0;
    const target = targetOf(await keyOf(backend));
    const text = new TextEncoder().encode("hello world");
    const body = await backend.encrypt(target, text);
    given.splice(given.indexOf(text), 1);
    await expect(async () =>
      backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_256"),
    ).rejects.toThrow(expect.objectContaining({ reason: "not base64" }) as Error);
    expect(given.length).toBeGreaterThan(1);
    expect(given.every(isWiped)).toBe(true);
  });

  it("does not wrap an empty payload", async () => {
    const backend = createHostBackend(opensslPrimitives, { sealer });
    const target = targetOf(await keyOf(backend));
    const body = await backend.encrypt(target, new Uint8Array(0));
    expect(await backend.decrypt({ ...target, body })).toEqual(new Uint8Array(0));
    expect(() => backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_256")).toThrow(
      expect.objectContaining({ reason: "unsupported" }),
    );
  });
});
