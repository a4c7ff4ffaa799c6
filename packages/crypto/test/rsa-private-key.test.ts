import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { CryptoError } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { fixedKeyPairs } from "../src/conformance/vectors/fixed-key-pairs.ts";
import { derTag, encodeDer, encodeDerUnsigned } from "../src/keys/der.ts";
import { rsaEncryption } from "../src/keys/key-algorithms.ts";
import { checkRsaPrivateKey } from "../src/keys/rsa-private-key.ts";

const refuse = (why: string) => new CryptoError("unsupported", why);

const names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"] as const;
type Numbers = Record<(typeof names)[number], bigint>;

const jwk = createPrivateKey({
  key: Buffer.from(fixedKeyPairs.RSA_2048.privateKey),
  format: "der",
  type: "pkcs8",
}).export({ format: "jwk" }) as Record<string, string>;
const numberOf = (text = "") => BigInt(`0x${Buffer.from(text, "base64url").toString("hex")}`);
const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });
const sound = Object.fromEntries(names.map((name) => [name, numberOf(jwk[name])])) as Numbers;

function pkcs8Of(numbers: Numbers): Uint8Array {
  const integer = (number: bigint) => {
    const hex = number.toString(16);
    return encodeDerUnsigned(
      Uint8Array.from(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex")),
    );
  };
  const key = encodeDer(derTag.sequence, integer(0n), ...names.map((name) => integer(numbers[name])));
  const algorithm = encodeDer(
    derTag.sequence,
    encodeDer(derTag.objectIdentifier, rsaEncryption),
    encodeDer(derTag.null),
  );
  return encodeDer(derTag.sequence, integer(0n), algorithm, encodeDer(derTag.octetString, key));
}

describe("an RSA private key for import", () => {
  it("is taken where its numbers belong together", () => {
    expect(pkcs8Of(sound)).toEqual(fixedKeyPairs.RSA_2048.privateKey);
    for (const spec of ["RSA_2048", "RSA_3072", "RSA_4096"] as const) {
      expect(() => {
        checkRsaPrivateKey(fixedKeyPairs[spec].privateKey, spec, refuse);
      }).not.toThrow();
    }
  });

  it("may have p and q exchanged, with all that depends on them", () => {
    const { p, q, dp, dq } = sound;
    let inverse = 1n;
    for (let base = p % q, exponent = q - 2n; exponent > 0n; exponent >>= 1n, base = (base * base) % q) {
      if (exponent % 2n === 1n) inverse = (inverse * base) % q;
    }
    const exchanged = pkcs8Of({ ...sound, p: q, q: p, dp: dq, dq: dp, qi: inverse });
    expect(() => {
      checkRsaPrivateKey(exchanged, "RSA_2048", refuse);
    }).not.toThrow();
  });

  it.each<[string, Partial<Numbers>]>([
    ["another d", { d: sound.d + 2n }],
    ["another d mod p-1", { dp: sound.dp + 2n }],
    ["another d mod q-1", { dq: sound.dq + 2n }],
    ["another 1/q", { qi: sound.qi + 1n }],
    ["1/q not reduced", { qi: sound.qi + sound.p }],
    ["another p", { p: sound.p + 2n }],
    ["p = 1 and q = n", { p: 1n, q: sound.n }],
    ["p = n and q = 1", { p: sound.n, q: 1n }],
    ["another pair's modulus", { n: numberOf(other.n) }],
    ["an exponent of 3", { e: 3n }],
    ["an exponent of 1", { e: 1n, d: 1n, dp: 1n, dq: 1n }],
  ])("is refused with %s, and without a number in the message", (_what, changes) => {
    const check = () => {
      checkRsaPrivateKey(pkcs8Of({ ...sound, ...changes }), "RSA_2048", refuse);
    };
    expect(check).toThrow(expect.objectContaining({ reason: "unsupported" }));
    expect(check).not.toThrow(/\d{20}/);
  });

  it("is refused as a key of another size", () => {
    expect(() => {
      checkRsaPrivateKey(fixedKeyPairs.RSA_3072.privateKey, "RSA_2048", refuse);
    }).toThrow("modulus has 3072 bits, 2048 are needed");
  });
});
