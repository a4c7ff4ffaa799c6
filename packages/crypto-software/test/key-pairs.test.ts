import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { parseRecipientKey, parseRecipientPrivateKey } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { oaepOptions, opensslDecrypt, opensslEncrypt } from "../../../tools/testing/openssl.ts";
import { generateRsaKeyPair } from "../src/rsa-key-pair.ts";
import { generateEcKeyPair } from "../src/ec-key-pair.ts";

const native = (pair: { privateKey: Uint8Array; publicKey: Uint8Array }) => ({
  privateKey: createPrivateKey({ key: Buffer.from(pair.privateKey), format: "der", type: "pkcs8" }),
  publicKey: createPublicKey({ key: Buffer.from(pair.publicKey), format: "der", type: "spki" }),
});

const pair = await generateRsaKeyPair(2048);

describe("an RSA key pair", () => {
  it("has 2,048 bits and the exponent 65537, and passes the checks of recipients' keys", () => {
    const { publicKey, privateKey } = native(pair);
    expect(publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
    expect(createPublicKey(privateKey).equals(publicKey)).toBe(true);
    expect(parseRecipientKey(pair.publicKey, "RSA_2048").spec).toBe("RSA_2048");
    expect(parseRecipientPrivateKey(pair.privateKey, "RSA_2048").spec).toBe("RSA_2048");
  });

  it.skipIf(isLeftOut("openssl"))("works in OpenSSL's command", () => {
    const message = Uint8Array.of(1, 2, 3);
    const oaep = oaepOptions("sha256");
    expect(opensslDecrypt(pair.privateKey, opensslEncrypt(pair.publicKey, message, oaep), oaep)).toEqual(
      message,
    );
  });
});

describe("an SM2 key pair", () => {
  const pair = generateEcKeyPair("EC_SM2");

  it("is one that node:crypto signs and verifies with", () => {
    const { publicKey, privateKey } = native(pair);
    const message = Uint8Array.of(1, 2, 3);
    expect(verify("sm3", message, publicKey, sign("sm3", message, privateKey))).toBe(true);
  });

  it.skipIf(isLeftOut("openssl"))("works in OpenSSL's command", () => {
    const message = Uint8Array.of(1, 2, 3);
    expect(opensslDecrypt(pair.privateKey, opensslEncrypt(pair.publicKey, message))).toEqual(message);
  });

  it("passes the checks of recipients' keys", () => {
    expect(parseRecipientKey(pair.publicKey, "EC_SM2")).toMatchObject({ point: pair.publicKey.subarray(26) });
    expect(parseRecipientPrivateKey(pair.privateKey, "EC_SM2")).toMatchObject({
      scalar: pair.privateKey.subarray(36, 68),
    });
  });

  it("is another one each time", () => {
    expect(generateEcKeyPair("EC_SM2")).not.toEqual(pair);
  });
});
