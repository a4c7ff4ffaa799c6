import { getCiphers, getHashes } from "node:crypto";
import { createSealer } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createNodeBackend } from "@keyferry/crypto-node";
import { describe, expect, it } from "vitest";

const backend = createNodeBackend({ sealer: createSealer(new Uint8Array(32)) });

describe("the backend on node:crypto", () => {
  it("claims SM4 exactly where Node has SM4-GCM, SM3 exactly where it has that, and never SM2PKE", () => {
    const sm4 = getCiphers().includes("sm4-gcm") ? ["Aliyun_SM4"] : [];
    const symmetric = ["Aliyun_AES_256", ...sm4, "Aliyun_AES_192", "Aliyun_AES_128"];
    const rsa = ["RSA_2048", "RSA_3072", "RSA_4096"];
    const macs = ["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"];
    if (getHashes().includes("sm3")) macs.push("HMAC_SM3");
    expect(backend.capabilities).toMatchObject([
      {
        custody: "host",
        keySpecs: [...symmetric, ...rsa, ...macs],
        macAlgorithms: macs,
        wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
      },
    ]);
  });

  it("answers at once", () => {
    expect(backend.random(16)).toBeInstanceOf(Uint8Array);
    const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
    const created = backend.createKey({
      owner: anOwner,
      versionId,
      spec: "Aliyun_AES_256",
      protectionLevel: "SOFTWARE",
    });
    if (created instanceof Promise) throw new Error("createKey answered with a promise");
    const key = { owner: anOwner, versionId, spec: "Aliyun_AES_256", ...created } as const;
    const binding = new Uint8Array(69);
    const body = backend.generateDataKey({ key, binding }, 32);
    if (body instanceof Promise) throw new Error("generateDataKey answered with a promise");
    expect(backend.decrypt({ key, binding, body })).toHaveLength(44);
  });
});
