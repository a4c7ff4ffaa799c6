import { createPublicKey } from "node:crypto";
import { importAlgorithms, namesOf } from "@keyferry/algorithms";
import { createAlias, describeKey, encrypt, getParametersForImport } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { newExternalKey, parametersFor } from "./imports.ts";
import { createService, outcomeOf, refusalOf } from "./service.ts";

describe("a key whose material is imported", () => {
  it("waits for it, and does nothing until then", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    const { KeyMetadata } = await service.call(describeKey, { KeyId });
    expect(KeyMetadata).toMatchObject({
      Origin: "EXTERNAL",
      KeyState: "PendingImport",
      KeySpec: "Aliyun_AES_256",
      MaterialExpireTime: "",
    });
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "a" }))).toBe("Rejected.PendingImport");
  });

  it("is not made for authentication codes, for which no material is taken in", async () => {
    const service = await createService();
    const refusal = await refusalOf(newExternalKey(service, { KeySpec: "HMAC_SHA_256" }));
    expect(refusal).toMatchObject({ code: "UnsupportedOperation" });
    expect(refusal.message).toContain("Origin: no key material of HMAC_SHA_256 is taken in");
  });
});

describe("GetParametersForImport", () => {
  it.each(namesOf(importAlgorithms))("makes a pair and a token for %s, anew each time", async (algorithm) => {
    const { recipient, content } = importAlgorithms[algorithm];
    const service = await createService();
    const pair = recipient === "EC_SM2" ? "EC_SM2" : "RSA_2048";
    const KeyId = await newExternalKey(service, { KeySpec: content === null ? "Aliyun_AES_256" : pair });
    const first = await parametersFor(service, KeyId, algorithm);
    const spki = Buffer.from(first.PublicKey);
    const { asymmetricKeyDetails } = createPublicKey({ key: spki, format: "der", type: "spki" });
    const sm2 = "06082a811ccf5501822d";
    expect([asymmetricKeyDetails?.modulusLength, spki.toString("hex").includes(sm2)]).toEqual(
      recipient === "EC_SM2" ? [undefined, true] : [2048, false],
    );
    expect(first).toMatchObject({ KeyId, TokenExpireTime: new Date(service.clock.now + 24 * 3_600_000) });
    const second = await parametersFor(service, KeyId, algorithm);
    expect(second.PublicKey).not.toEqual(first.PublicKey);
    expect(second.ImportToken).not.toEqual(first.ImportToken);
  });

  it.each([
    ["an algorithm for pairs, for a symmetric key", "Aliyun_AES_256", "SM2PKE_SM4_ECB", "EC_SM2"],
    ["an algorithm for symmetric keys, for a pair", "RSA_2048", "RSAES_OAEP_SHA_256", "RSA_2048"],
    ["RSA's, for an SM2 key", "EC_SM2", "RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD", "RSA_2048"],
    ["a pair of another kind", "Aliyun_AES_256", "SM2PKE", "RSA_2048"],
  ] as const)("refuses %s", async (_, KeySpec, WrappingAlgorithm, WrappingKeySpec) => {
    const service = await createService();
    const KeyId = await newExternalKey(service, { KeySpec });
    const request = { KeyId, WrappingAlgorithm, WrappingKeySpec };
    expect(await outcomeOf(service.call(getParametersForImport, request))).toBe("InvalidParameter");
  });

  it("is for keys whose material is imported, by their id", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    expect(await outcomeOf(parametersFor(service, KeyId))).toBe("Unsupported.Origin");
    await service.call(createAlias, { KeyId, AliasName: "alias/a" });
    expect(await outcomeOf(parametersFor(service, "alias/a"))).toBe("Unsupported.Alias");
  });
});
