import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { CryptoError, rsaPublicKeyOf } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { fixedKeyPairs } from "../src/conformance/vectors/fixed-key-pairs.ts";

const refuse = (why: string) => new CryptoError("unsupported", why);
const refused = expect.objectContaining({ name: "CryptoError", reason: "unsupported" }) as Error;

describe("the public key inside a private one of RSA", () => {
  it.each(["RSA_2048", "RSA_3072", "RSA_4096"] as const)("is that of the pair: %s", (spec) => {
    const { privateKey, publicKey } = fixedKeyPairs[spec];
    expect(rsaPublicKeyOf(privateKey, spec, refuse)).toEqual(publicKey);
  });

  it("is the one that OpenSSL finds", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 0xff_ff_ff_ff });
    const pkcs8 = new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" }));
    const expected = new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" }));
    expect(rsaPublicKeyOf(pkcs8, "RSA_2048", refuse)).toEqual(expected);
  });

  it("is a copy, which outlives the private key", () => {
    const { privateKey, publicKey } = fixedKeyPairs.RSA_2048;
    const own = privateKey.slice();
    const found = rsaPublicKeyOf(own, "RSA_2048", refuse);
    own.fill(0);
    expect(found).toEqual(publicKey);
  });

  it("is not answered for a key of another spec, nor for one that is cut short", () => {
    const { privateKey } = fixedKeyPairs.RSA_2048;
    expect(() => rsaPublicKeyOf(privateKey, "RSA_3072", refuse)).toThrow(refused);
    expect(() => rsaPublicKeyOf(fixedKeyPairs.EC_P256.privateKey, "RSA_2048", refuse)).toThrow(refused);
    expect(() => rsaPublicKeyOf(privateKey.subarray(0, -1), "RSA_2048", refuse)).toThrow(refused);
  });
});
