import { macAlgorithms, namesOf } from "@keyferry/algorithms";
import { disableKey, generateMac, verifyMac } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { bytes, createService, outcomeOf } from "./service.ts";

const message = bytes("order 42: 100 crates");
const algorithms = namesOf(macAlgorithms);

describe("VerifyMac", () => {
  it.each(algorithms)("tells whether a code of %s is right", async (Algorithm) => {
    const { call, newKey } = await createService();
    const KeyId = await newKey({ KeySpec: Algorithm });
    const { Mac } = await call(generateMac, { KeyId, Algorithm, Message: message });
    const verified = async (code: Uint8Array, Message = message, key = KeyId) => {
      const answer = await call(verifyMac, { KeyId: key, Algorithm, Message, Mac: code });
      expect(answer).toMatchObject({ KeyId: key, Algorithm });
      return answer.Value;
    };
    expect(await verified(Mac)).toBe(true);
    expect(await verified(Mac, bytes("order 42: 101 crates"))).toBe(false);
    expect(await verified(Mac, message, await newKey({ KeySpec: Algorithm }))).toBe(false);
    for (const at of [0, Mac.length - 1]) {
      expect(await verified(Mac.map((byte, index) => (index === at ? byte ^ 1 : byte)))).toBe(false);
    }
    for (const length of [1, Mac.length - 1, Mac.length + 1, 1024]) {
      const other = new Uint8Array(length);
      other.set(Mac.subarray(0, length));
      expect(await verified(other)).toBe(false);
    }
  });

  it("takes the algorithm of the key's spec, and keys for authentication codes", async () => {
    const { call, newKey } = await createService();
    const verify = async (KeyId: string) =>
      outcomeOf(call(verifyMac, { KeyId, Algorithm: "HMAC_SM3", Message: message, Mac: new Uint8Array(32) }));
    expect(await verify(await newKey({ KeySpec: "HMAC_SHA_256" }))).toBe("InvalidParameter");
    expect(await verify(await newKey())).toBe("UnsupportedOperation");
    expect(await verify(await newKey({ KeySpec: "HMAC_SM3" }))).not.toBe("InvalidParameter");
  });

  it("verifies nothing with a disabled key", async () => {
    const { call, newKey } = await createService();
    const KeyId = await newKey({ KeySpec: "HMAC_SHA_256" });
    const request = { KeyId, Algorithm: "HMAC_SHA_256", Message: message } as const;
    const { Mac } = await call(generateMac, request);
    await call(disableKey, { KeyId });
    expect(await outcomeOf(call(verifyMac, { ...request, Mac }))).toBe("Rejected.Disabled");
  });
});
