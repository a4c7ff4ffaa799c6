import {
  type BackendKey,
  type Capabilities,
  combineBackends,
  type CryptoBackend,
  type KeyImporter,
  type KeySpec,
  type SignatureAlgorithm,
  parseRecipientKey,
  type WrappingAlgorithm,
} from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { rsa2048PublicKey } from "../src/conformance/fixed-keys.ts";

const recipient = parseRecipientKey(rsa2048PublicKey, "RSA_2048");
const binding = new Uint8Array(69);
const nothing = new Uint8Array(0);

/** A backend that answers its own name in place of any cryptography, and records what it was asked. */
function named(
  name: string,
  capabilities: Partial<Capabilities>,
  options: { readonly importer?: boolean; readonly keyPairs?: boolean; readonly mac?: boolean } = {},
) {
  const calls: string[] = [];
  const answer = (call: string) => {
    calls.push(call);
    return new TextEncoder().encode(name);
  };
  const claim: Capabilities = {
    custody: "host",
    protectionLevel: "SOFTWARE",
    keySpecs: ["Aliyun_AES_256"],
    signatureAlgorithms: [],
    encryptionAlgorithms: [],
    macAlgorithms: [],
    wrappingAlgorithms: ["RSAES_OAEP_SHA_256"],
    dataKeyLengths: { min: 1, max: 1024, multipleOf: 1 },
    ...capabilities,
  };
  const importer: KeyImporter = {
    importKey: () => ({ custody: claim.custody, material: answer("importKey") }),
  };
  const backend: CryptoBackend = {
    name,
    capabilities: [claim],
    createKey: () => ({ custody: claim.custody, material: answer("createKey") }),
    destroyKey: () => {
      answer("destroyKey");
    },
    random: () => answer("random"),
    encrypt: () => answer("encrypt"),
    decrypt: () => answer("decrypt"),
    generateDataKey: () => answer("generateDataKey"),
    rewrap: () => ({ exported: answer("rewrap"), inside: false }),
    reencrypt: () => answer("reencrypt"),
    close: () => {
      answer("close");
    },
    ...(options.importer === true && { importer }),
    ...(options.keyPairs === true && {
      keyPairs: { publicKey: () => answer("publicKey") },
      signer: { sign: () => answer("sign"), verify: () => answer("verify").length > 0 },
      asymmetricCipher: { encrypt: () => answer("encrypt"), decrypt: () => answer("decrypt") },
    }),
    ...(options.mac === true && {
      mac: { generate: () => answer("generate"), verify: () => answer("verify").length > 0 },
    }),
  };
  return { backend, calls };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const keyOf = (custody: string, spec: KeySpec = "Aliyun_AES_256"): BackendKey => ({
  custody,
  spec,
  versionId: "0".repeat(36),
  material: nothing,
});
const newKey = (spec: KeySpec, protectionLevel: "SOFTWARE" | "HSM") => ({
  versionId: "0".repeat(36),
  spec,
  protectionLevel,
});

const node = named("node", {});
const software = named(
  "software",
  { keySpecs: ["Aliyun_AES_256", "Aliyun_SM4"], wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"] },
  { importer: true },
);
const token = named("token", {
  custody: "token",
  protectionLevel: "HSM",
  dataKeyLengths: { min: 8, max: 256, multipleOf: 8 },
});
const all = combineBackends([node.backend, software.backend, token.backend]);

describe("combined backends", () => {
  it("are named after their parts", () => {
    expect(all.name).toBe("node+software+token");
  });

  it("claim, per custody, what any part claims", () => {
    expect(all.capabilities).toEqual([
      {
        custody: "host",
        protectionLevel: "SOFTWARE",
        keySpecs: ["Aliyun_AES_256", "Aliyun_SM4"],
        signatureAlgorithms: [],
        encryptionAlgorithms: [],
        macAlgorithms: [],
        wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"],
        dataKeyLengths: { min: 1, max: 1024, multipleOf: 1 },
      },
      token.backend.capabilities[0],
    ]);
  });

  it("claim, per custody, only the data key lengths that all parts can do", () => {
    const narrow = named("narrow", { dataKeyLengths: { min: 6, max: 2048, multipleOf: 6 } });
    const odd = named("odd", { dataKeyLengths: { min: 4, max: 512, multipleOf: 4 } });
    expect(combineBackends([narrow.backend, odd.backend]).capabilities).toMatchObject([
      { dataKeyLengths: { min: 6, max: 512, multipleOf: 12 } },
    ]);
  });

  it("give a call to the first part of the key's custody with its spec", async () => {
    expect(text(await all.encrypt({ key: keyOf("host"), binding }, nothing))).toBe("node");
    expect(text(await all.encrypt({ key: keyOf("host", "Aliyun_SM4"), binding }, nothing))).toBe("software");
    expect(text(await all.decrypt({ key: keyOf("token"), binding, body: nothing }))).toBe("token");
    expect(text(await all.generateDataKey({ key: keyOf("token"), binding }, 32))).toBe("token");
    expect(text(await all.random(8))).toBe("node");
  });

  it.each<[string, WrappingAlgorithm, KeySpec, string]>([
    ["host", "RSAES_OAEP_SHA_256", "Aliyun_AES_256", "node"],
    ["host", "SM2PKE", "Aliyun_AES_256", "software"],
    ["host", "RSAES_OAEP_SHA_256", "Aliyun_SM4", "software"],
    ["token", "RSAES_OAEP_SHA_256", "Aliyun_AES_256", "token"],
  ])("rewrap in the custody of %s with %s from %s by %s", async (custody, algorithm, spec, expected) => {
    const source = { key: keyOf(custody, spec), binding, body: nothing };
    const { exported } = await all.rewrap(source, recipient, algorithm);
    expect(text(exported)).toBe(expected);
  });

  it("refuse what no part of the custody can do, though another could", () => {
    const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;
    const source = { key: keyOf("token"), binding, body: nothing };
    expect(() => all.rewrap(source, recipient, "SM2PKE")).toThrow(unsupported);
    expect(() => all.encrypt({ key: keyOf("token", "Aliyun_SM4"), binding }, nothing)).toThrow(unsupported);
    expect(() => all.reencrypt(source, { key: keyOf("host"), binding })).toThrow(unsupported);
    expect(() => combineBackends([node.backend]).createKey(newKey("Aliyun_SM4", "SOFTWARE"))).toThrow(
      unsupported,
    );
  });

  it("say that a custody is unavailable where none has it", async () => {
    const unavailable = expect.objectContaining({ reason: "unavailable" }) as Error;
    const source = { key: keyOf("lost token"), binding, body: nothing };
    expect(() => all.decrypt(source)).toThrow(unavailable);
    expect(() => all.rewrap(source, recipient, "SM2PKE")).toThrow(unavailable);
    expect(() => all.reencrypt({ ...source, key: keyOf("host") }, source)).toThrow(unavailable);
    await expect(async () => all.destroyKey(source.key)).rejects.toThrow(unavailable);
  });

  it("re-encrypt by a part that has both specs", async () => {
    const source = { key: keyOf("host"), binding, body: nothing };
    expect(text(await all.reencrypt(source, { key: keyOf("host"), binding }))).toBe("node");
    expect(text(await all.reencrypt(source, { key: keyOf("host", "Aliyun_SM4"), binding }))).toBe("software");
  });

  it("make keys where spec and protection level fit, otherwise where the spec does", async () => {
    const makerOf = async (spec: KeySpec, level: "SOFTWARE" | "HSM") =>
      text((await all.createKey(newKey(spec, level))).material);
    expect(await makerOf("Aliyun_AES_256", "SOFTWARE")).toBe("node");
    expect(await makerOf("Aliyun_AES_256", "HSM")).toBe("token");
    expect(await makerOf("Aliyun_SM4", "HSM")).toBe("software");
  });

  it("import keys where a part can, and only then", async () => {
    const stored = await all.importer?.importKey(newKey("Aliyun_AES_256", "SOFTWARE"), nothing);
    expect(stored === undefined ? "" : text(stored.material)).toBe("software");
    expect(combineBackends([node.backend]).importer).toBeUndefined();
  });

  describe("of which some have key pairs", () => {
    const rsa = named(
      "rsa",
      {
        keySpecs: ["RSA_2048"],
        signatureAlgorithms: ["RSA_PSS_SHA_256"],
        encryptionAlgorithms: ["RSAES_OAEP_SHA_256"],
      },
      { keyPairs: true },
    );
    const everything = named(
      "everything",
      {
        keySpecs: ["RSA_2048", "EC_SM2"],
        signatureAlgorithms: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "SM2DSA"],
        encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"],
      },
      { keyPairs: true },
    );
    const combined = combineBackends([node.backend, rsa.backend, everything.backend, token.backend]);
    const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;

    it.each<[KeySpec, SignatureAlgorithm, string]>([
      ["RSA_2048", "RSA_PSS_SHA_256", "rsa"],
      ["RSA_2048", "RSA_PKCS1_SHA_256", "everything"],
      ["EC_SM2", "SM2DSA", "everything"],
    ])("sign and verify with %s and %s by the first that has both", async (spec, algorithm, expected) => {
      const signature = await combined.signer?.sign(keyOf("host", spec), algorithm, nothing);
      expect(text(signature ?? nothing)).toBe(expected);
      expect(await combined.signer?.verify(keyOf("host", spec), algorithm, nothing, nothing)).toBe(true);
      const { calls } = expected === "rsa" ? rsa : everything;
      expect(calls.slice(-2)).toEqual(["sign", "verify"]);
    });

    it("encrypt, decrypt and show public keys by the first that has spec and algorithm", async () => {
      const { asymmetricCipher, keyPairs } = combined;
      const [rsaKey, sm2Key] = [keyOf("host", "RSA_2048"), keyOf("host", "EC_SM2")];
      const answers = [
        await asymmetricCipher?.encrypt(rsaKey, "RSAES_OAEP_SHA_256", nothing),
        await asymmetricCipher?.decrypt(sm2Key, "SM2PKE", nothing),
        await keyPairs?.publicKey(rsaKey),
        await keyPairs?.publicKey(sm2Key),
      ];
      expect(answers.map((answer) => text(answer ?? nothing))).toEqual([
        "rsa",
        "everything",
        "rsa",
        "everything",
      ]);
    });

    it("refuse a pair that no part has, and know a lost custody from a lacking one", () => {
      const { signer, keyPairs } = combined;
      const sign = (key: BackendKey) => () => signer?.sign(key, "ECDSA_SHA_256", nothing);
      expect(sign(keyOf("host", "EC_SM2"))).toThrow(unsupported);
      expect(sign(keyOf("token", "EC_P256"))).toThrow(unsupported);
      expect(sign(keyOf("lost token", "EC_P256"))).toThrow(
        expect.objectContaining({ reason: "unavailable" }),
      );
      expect(() => keyPairs?.publicKey(keyOf("host"))).toThrow(unsupported);
    });

    it("claim what any part claims", () => {
      expect(combined.capabilities[0]).toMatchObject({
        keySpecs: ["Aliyun_AES_256", "RSA_2048", "EC_SM2"],
        signatureAlgorithms: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "SM2DSA"],
        encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"],
      });
    });

    it("have these parts only where one of them does", () => {
      const without = combineBackends([node.backend]);
      expect([without.keyPairs, without.signer, without.asymmetricCipher]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });
  });

  describe("of which some make authentication codes", () => {
    const sha2 = named(
      "sha2",
      { keySpecs: ["HMAC_SHA_256"], macAlgorithms: ["HMAC_SHA_256"] },
      { mac: true },
    );
    const everything = named(
      "everything",
      { keySpecs: ["HMAC_SHA_256", "HMAC_SM3"], macAlgorithms: ["HMAC_SHA_256", "HMAC_SM3"] },
      { mac: true },
    );
    const combined = combineBackends([node.backend, sha2.backend, everything.backend, token.backend]);

    it.each([
      ["HMAC_SHA_256", "sha2"],
      ["HMAC_SM3", "everything"],
    ] as const)("make and verify codes of %s by the first that has it", async (spec, expected) => {
      const code = await combined.mac?.generate(keyOf("host", spec), spec, nothing);
      expect(text(code ?? nothing)).toBe(expected);
      expect(await combined.mac?.verify(keyOf("host", spec), spec, nothing, nothing)).toBe(true);
      expect((expected === "sha2" ? sha2 : everything).calls.slice(-2)).toEqual(["generate", "verify"]);
    });

    it("make a new key by the first that has the spec", async () => {
      expect(text((await combined.createKey(newKey("HMAC_SM3", "SOFTWARE"))).material)).toBe("everything");
    });

    it("refuse an algorithm that no part has, and know a lost custody from a lacking one", () => {
      const generate = (key: BackendKey) => () => combined.mac?.generate(key, "HMAC_SHA_512", nothing);
      expect(generate(keyOf("host", "HMAC_SHA_512"))).toThrow(
        expect.objectContaining({ reason: "unsupported" }),
      );
      expect(generate(keyOf("lost token", "HMAC_SHA_512"))).toThrow(
        expect.objectContaining({ reason: "unavailable" }),
      );
    });

    it("claim what any part claims, and have the part only where one of them does", () => {
      expect(combined.capabilities[0]).toMatchObject({ macAlgorithms: ["HMAC_SHA_256", "HMAC_SM3"] });
      expect(combineBackends([node.backend]).mac).toBeUndefined();
    });
  });

  it("destroy a key in every part that may have cached it", async () => {
    const [one, two, other] = [named("one", {}), named("two", {}), named("other", { custody: "token" })];
    await combineBackends([one.backend, two.backend, other.backend]).destroyKey(keyOf("host"));
    expect([one.calls, two.calls, other.calls]).toEqual([["destroyKey"], ["destroyKey"], []]);
  });

  it("close every part, also when one fails", async () => {
    const [one, two] = [named("one", {}), named("two", {})];
    const failing = { ...one.backend, close: () => Promise.reject(new Error("stuck")) };
    await expect(async () => combineBackends([failing, two.backend]).close()).rejects.toThrow(
      expect.objectContaining({ reason: "unavailable" }),
    );
    expect(two.calls).toEqual(["close"]);
  });

  it("need at least one", () => {
    expect(() => combineBackends([])).toThrow(RangeError);
  });
});
