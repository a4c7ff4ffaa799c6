import type { KeySpec, SignatureAlgorithm } from "@keyferry/algorithms";
import { type BackendKey, combineBackends } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { keyOf, named, newKey, nothing, text } from "./named-backend.ts";

const node = named("node", {});
const token = named("token", { custody: "token", protectionLevel: "HSM" });

describe("combined backends of which some have key pairs", () => {
  const rsa = named(
    "rsa",
    {
      keySpecs: ["RSA_2048"],
      signatureAlgorithms: { digest: ["RSA_PSS_SHA_256"], message: [] },
      encryptionAlgorithms: ["RSAES_OAEP_SHA_256"],
    },
    { keyPairs: true },
  );
  const everything = named(
    "everything",
    {
      keySpecs: ["RSA_2048", "EC_SM2"],
      signatureAlgorithms: {
        digest: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "SM2DSA"],
        message: ["RSA_PSS_SHA_256"],
      },
      encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"],
    },
    { keyPairs: true },
  );
  const combined = combineBackends([node.backend, rsa.backend, everything.backend, token.backend]);
  const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;
  const digest = { digest: nothing };

  it.each<[KeySpec, SignatureAlgorithm, string]>([
    ["RSA_2048", "RSA_PSS_SHA_256", "rsa"],
    ["RSA_2048", "RSA_PKCS1_SHA_256", "everything"],
    ["EC_SM2", "SM2DSA", "everything"],
  ])("sign and verify with %s and %s by the first that has both", async (spec, algorithm, expected) => {
    const signature = await combined.signer?.sign(keyOf("host", spec), algorithm, digest);
    expect(text(signature ?? nothing)).toBe(expected);
    expect(await combined.signer?.verify(keyOf("host", spec), algorithm, digest, nothing)).toBe(true);
    const { calls } = expected === "rsa" ? rsa : everything;
    expect(calls.slice(-2)).toEqual(["sign", "verify"]);
  });

  it("sign messages by the first that takes them, and refuse them where none does", async () => {
    const sign = (algorithm: SignatureAlgorithm) => () =>
      combined.signer?.sign(keyOf("host", "RSA_2048"), algorithm, { message: nothing });
    expect(text((await sign("RSA_PSS_SHA_256")()) ?? nothing)).toBe("everything");
    expect(sign("RSA_PKCS1_SHA_256")).toThrow(unsupported);
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
    const sign = (key: BackendKey) => () => signer?.sign(key, "ECDSA_SHA_256", digest);
    expect(sign(keyOf("host", "EC_SM2"))).toThrow(unsupported);
    expect(sign(keyOf("token", "EC_P256"))).toThrow(unsupported);
    expect(sign(keyOf("lost token", "EC_P256"))).toThrow(expect.objectContaining({ reason: "unavailable" }));
    expect(() => keyPairs?.publicKey(keyOf("host"))).toThrow(unsupported);
  });

  it("claim what any part claims", () => {
    expect(combined.capabilities[0]).toMatchObject({
      keySpecs: ["Aliyun_AES_256", "RSA_2048", "EC_SM2"],
      signatureAlgorithms: {
        digest: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "SM2DSA"],
        message: ["RSA_PSS_SHA_256"],
      },
      encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"],
    });
  });

  describe("make a key that is to sign", () => {
    const messages = named("messages", {
      keySpecs: ["EC_P256", "RSA_2048"],
      signatureAlgorithms: { digest: [], message: ["ECDSA_SHA_256", "RSA_PSS_SHA_256"] },
    });
    const digests = named("digests", {
      keySpecs: ["EC_P256"],
      signatureAlgorithms: { digest: ["ECDSA_SHA_256"], message: [] },
    });
    const module = named("module", {
      custody: "token",
      protectionLevel: "HSM",
      keySpecs: ["EC_P256"],
      signatureAlgorithms: { digest: ["ECDSA_SHA_256"], message: [] },
    });
    const toSign = (spec: KeySpec, signs: "digest" | "message") => ({ ...newKey(spec, "SOFTWARE"), signs });
    const materialBy = async (...parts: readonly ReturnType<typeof named>[]) =>
      text(
        (await combineBackends(parts.map(({ backend }) => backend)).createKey(toSign("EC_P256", "digest")))
          .material,
      );

    it("by any that makes it, where another in the same custody signs with it", async () => {
      expect(await materialBy(messages, digests)).toBe("messages");
    });

    it("in another custody, where nobody in the first would sign with it", async () => {
      expect(await materialBy(messages, module)).toBe("module");
      expect(await materialBy(messages, module, digests)).toBe("messages");
    });

    it("or none, where nobody would", () => {
      const both = combineBackends([messages.backend, digests.backend]);
      const make = (key: ReturnType<typeof toSign>) => () => both.createKey(key);
      expect(make(toSign("RSA_2048", "digest"))).toThrow(unsupported);
      expect(make(toSign("RSA_2048", "message"))).not.toThrow();
      expect(() => combineBackends([messages.backend]).createKey(toSign("EC_P256", "digest"))).toThrow(
        unsupported,
      );
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

describe("combined backends of which some make authentication codes", () => {
  const sha2 = named("sha2", { keySpecs: ["HMAC_SHA_256"], macAlgorithms: ["HMAC_SHA_256"] }, { mac: true });
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
