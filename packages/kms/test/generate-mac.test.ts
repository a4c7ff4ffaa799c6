import { createHmac, getHashes } from "node:crypto";
import { type MacKeySpec, macAlgorithms, maxMacMessageLength, namesOf } from "@keyferry/algorithms";
import {
  createAlias,
  createKeyVersion,
  describeKey,
  encrypt,
  generateMac,
  getPublicKey,
  parseRequest,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { putKey } from "./key-pairs.ts";
import { bytes, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

const message = bytes("order 42: 100 crates");
const algorithms = namesOf(macAlgorithms);

async function newMacKey({ newKey }: Service, KeySpec: MacKeySpec = "HMAC_SHA_256"): Promise<string> {
  return newKey({ KeySpec, KeyUsage: "GENERATE/VERIFY_MAC" });
}

describe("GenerateMac", () => {
  it.each(algorithms)(
    "makes codes of %s, the same each time, and tells keys and messages apart",
    async (Algorithm) => {
      const service = await createService();
      const macOf = async (KeyId: string, Message = message) => {
        const answer = await service.call(generateMac, { KeyId, Algorithm, Message });
        expect(answer).toMatchObject({ KeyId, Algorithm });
        return answer.Mac;
      };
      const [key, other] = [await newMacKey(service, Algorithm), await newMacKey(service, Algorithm)];
      const code = await macOf(key);
      expect(code).toHaveLength(macAlgorithms[Algorithm].length);
      expect(await macOf(key)).toEqual(code);
      expect(await macOf(other)).not.toEqual(code);
      expect(await macOf(key, bytes("order 42: 101 crates"))).not.toEqual(code);
    },
  );

  it.each(algorithms)("makes the code that OpenSSL makes with %s", async (Algorithm) => {
    const { hash, length } = macAlgorithms[Algorithm];
    expect(getHashes()).toContain(hash);
    const service = await createService();
    const material = new Uint8Array(length).map((_, i) => i + 1);
    const { KeyId } = await putKey(service, Algorithm, "GENERATE/VERIFY_MAC", { material });
    const { Mac } = await service.call(generateMac, { KeyId, Algorithm, Message: message });
    expect(Mac).toEqual(new Uint8Array(createHmac(hash, material).update(message).digest()));
  });

  it("makes keys whose usage is said or not", async () => {
    const service = await createService();
    for (const KeyId of [await newMacKey(service), await service.newKey({ KeySpec: "HMAC_SHA_256" })]) {
      const { KeyMetadata } = await service.call(describeKey, { KeyId });
      expect(KeyMetadata).toMatchObject({ KeySpec: "HMAC_SHA_256", KeyUsage: "GENERATE/VERIFY_MAC" });
    }
  });

  it("takes an alias, and answers with the key's id", async () => {
    const service = await createService();
    const KeyId = await newMacKey(service);
    await service.call(createAlias, { KeyId, AliasName: "alias/codes" });
    const request = { KeyId: "alias/codes", Algorithm: "HMAC_SHA_256", Message: message } as const;
    expect(await service.call(generateMac, request)).toMatchObject({ KeyId });
  });

  it("takes algorithms of the key's spec only", async () => {
    const service = await createService();
    const KeyId = await newMacKey(service);
    for (const Algorithm of algorithms.filter((name) => name !== "HMAC_SHA_256")) {
      const refusal = await refusalOf(service.call(generateMac, { KeyId, Algorithm, Message: message }));
      expect(refusal.code).toBe("InvalidParameter");
      expect(refusal.message).toContain(`Algorithm: ${Algorithm} does not go with a key of HMAC_SHA_256`);
    }
  });

  it("takes keys for authentication codes only, which do nothing else", async () => {
    const service = await createService();
    const request = { Algorithm: "HMAC_SHA_256", Message: message } as const;
    for (const KeyId of [await service.newKey(), await service.newKey({ KeySpec: "EC_SM2" })]) {
      expect(await outcomeOf(service.call(generateMac, { KeyId, ...request }))).toBe("UnsupportedOperation");
    }
    const KeyId = await newMacKey(service);
    const { KeyMetadata } = await service.call(describeKey, { KeyId });
    const KeyVersionId = KeyMetadata.PrimaryKeyVersion;
    expect(await outcomeOf(service.call(encrypt, { KeyId, Plaintext: "YWJj" }))).toBe("UnsupportedOperation");
    expect(await outcomeOf(service.call(getPublicKey, { KeyId, KeyVersionId }))).toBe(
      "Rejected.UnsupportedOperation",
    );
  });

  it("has keys of one version", async () => {
    const service = await createService();
    const KeyId = await newMacKey(service);
    const outcome = await outcomeOf(service.call(createKeyVersion, { KeyId }));
    expect(outcome).toBe("Rejected.UnsupportedOperation");
  });

  it("takes messages of 1 to 65,536 bytes", async () => {
    const service = await createService();
    const KeyId = await newMacKey(service);
    const longest = new Uint8Array(maxMacMessageLength);
    await service.call(generateMac, { KeyId, Algorithm: "HMAC_SHA_256", Message: longest });
    for (const Message of ["", Buffer.alloc(maxMacMessageLength + 1).toString("base64"), "not base64"]) {
      const parameters = new Map(Object.entries({ KeyId, Algorithm: "HMAC_SHA_256", Message }));
      expect(() => parseRequest(generateMac, parameters)).toThrow("Message");
    }
  });
});
