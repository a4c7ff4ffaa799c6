import { createSealer, createSealerOver, type SealLabel } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { sealerCipher } from "../src/crypto/sealer-cipher.ts";

const rootKey = new Uint8Array(32).fill(0x5a);
const label: SealLabel = { kind: "root key check" };
const plaintext = Uint8Array.of(1, 2, 3);
const refused = "the sealed root key check does not open under this root key";
const sealers = { portable: createSealer(rootKey), ours: createSealerOver(sealerCipher, rootKey) };

describe("OpenSSL's cipher for the root key", () => {
  it("opens what the portable one has sealed, and seals what that one opens", () => {
    const { portable, ours } = sealers;
    expect(ours.open(label, portable.seal(label, plaintext))).toEqual(plaintext);
    expect(portable.open(label, ours.seal(label, plaintext))).toEqual(plaintext);
  });

  it("refuses what was altered in any of its bytes, or cut short", () => {
    const sealed = sealers.ours.seal(label, plaintext);
    for (const at of sealed.keys()) {
      const altered = sealed.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => sealers.ours.open(label, altered)).toThrow(refused);
      expect(() => sealers.ours.open(label, sealed.subarray(0, at))).toThrow(refused);
    }
  });
});
