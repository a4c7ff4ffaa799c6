import { createPrivateKey, createPublicKey, getCurves } from "node:crypto";
import { sm2Curve } from "@keyferry/algorithms";
import { encodeObjectIdentifier, parseRecipientKey, parseRecipientPrivateKey } from "@keyferry/crypto";
import { createNodeReceiver } from "@keyferry/crypto-node";
import { describe, expect, it } from "vitest";

const receiver = createNodeReceiver();

describe("the receiver on node:crypto", () => {
  it("opens OAEP and says that it does not open SM2PKE", () => {
    expect(receiver.wrappingAlgorithms).toEqual(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"]);
  });

  it("generates RSA key pairs of 2,048 bits and exponent 65537 that pass the checks", async () => {
    const { publicKey, privateKey } = await receiver.generateRecipientKeyPair("RSA_2048");
    expect(parseRecipientKey(publicKey, "RSA_2048")).toMatchObject({ exponent: 65537n });
    parseRecipientPrivateKey(privateKey, "RSA_2048");
    const derived = createPublicKey(
      createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" }),
    );
    expect(Uint8Array.from(derived.export({ type: "spki", format: "der" }))).toEqual(publicKey);
  });

  it("generates SM2 key pairs on the named curve that pass the checks", async () => {
    expect(getCurves()).toContain("SM2");
    const { publicKey, privateKey } = await receiver.generateRecipientKeyPair("EC_SM2");
    const curve = Buffer.from(encodeObjectIdentifier(sm2Curve.oid));
    expect(Buffer.from(publicKey).includes(curve)).toBe(true);
    expect(Buffer.from(privateKey).includes(curve)).toBe(true);
    expect(parseRecipientKey(publicKey, "EC_SM2")).toMatchObject({ point: publicKey.subarray(26) });
    expect(parseRecipientPrivateKey(privateKey, "EC_SM2").spec).toBe("EC_SM2");
  });
});
