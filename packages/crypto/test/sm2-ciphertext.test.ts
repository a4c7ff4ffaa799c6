import { CryptoError, sm2CiphertextToDer, sm2CiphertextToRaw } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownCiphertexts } from "../src/known-answers/vectors/ciphertexts.ts";
import { gbt32918Example } from "../src/conformance/vectors/vectors.ts";

const raws = fc.uint8Array({ minLength: 97, maxLength: 400 }).map((rest) => Uint8Array.of(4, ...rest));

describe("an SM2 ciphertext", () => {
  it("goes from raw to DER and back", () => {
    fc.assert(
      fc.property(raws, (raw) => {
        expect(sm2CiphertextToRaw(sm2CiphertextToDer(raw))).toEqual(raw);
        expect(sm2CiphertextToRaw(raw)).toEqual(raw);
      }),
    );
  });

  it("keeps its leading zeros of x and y, which DER drops", () => {
    const raw = new Uint8Array(98).fill(9);
    raw.fill(0, 1, 65).set([4], 0);
    expect(sm2CiphertextToRaw(sm2CiphertextToDer(raw))).toEqual(raw);
  });

  it("is read as OpenSSL writes it", () => {
    const raw = sm2CiphertextToRaw(knownCiphertexts.SM2PKE);
    expect(raw).toHaveLength(97 + 32);
    expect(sm2CiphertextToDer(raw)).toEqual(knownCiphertexts.SM2PKE);
  });

  it("is taken up to 6,144 raw bytes", () => {
    const raw = new Uint8Array(6_144).fill(4);
    expect(sm2CiphertextToRaw(sm2CiphertextToDer(raw))).toEqual(raw);
    expect(() => sm2CiphertextToRaw(new Uint8Array(6_145).fill(4))).toThrow("too long");
    expect(() => sm2CiphertextToRaw(new Uint8Array(6_300).fill(0x30))).toThrow("too long");
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["no message", gbt32918Example.ciphertext.subarray(0, 97)],
    ["no form byte", sm2CiphertextToRaw(knownCiphertexts.SM2PKE).subarray(1)],
    ["DER cut short", knownCiphertexts.SM2PKE.subarray(0, -1)],
    ["DER with a byte more", Uint8Array.of(...knownCiphertexts.SM2PKE, 0)],
  ])("is undecryptable: %s", (_what, bytes) => {
    expect(() => sm2CiphertextToRaw(bytes)).toThrow(expect.objectContaining({ reason: "undecryptable" }));
  });

  it("has one DER form only", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: knownCiphertexts.SM2PKE.length - 1 }),
        fc.nat({ max: 255 }),
        (index, byte) => {
          const altered = knownCiphertexts.SM2PKE.slice();
          altered[index] = byte;
          let raw: Uint8Array;
          try {
            raw = sm2CiphertextToRaw(altered);
          } catch (error) {
            expect(error).toBeInstanceOf(CryptoError);
            return;
          }
          expect(altered[0] === 4 ? raw : sm2CiphertextToDer(raw)).toEqual(altered);
        },
      ),
    );
  });
});
