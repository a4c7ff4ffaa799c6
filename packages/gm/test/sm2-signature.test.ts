import { sm2Curve } from "@keyferry/algorithms";
import { signSm2, sm2MessageDigest, verifySm2 } from "@keyferry/gm";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { Sm2Point } from "../src/arithmetic/points.ts";

// GB/T 32918.5 annex A
const standard = {
  scalar: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  point: hexToBytes(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  k: hexToBytes("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"),
  digest: hexToBytes("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"),
  r: hexToBytes("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"),
  s: hexToBytes("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"),
};

/** Signs with the standard's key, k being 1 first and the standard's then; answers whether both were drawn, and r and s. */
function signTwice(e: Uint8Array): { readonly bothDrawn: boolean; readonly numbers: Uint8Array } {
  const drawn = [numberToBytesBE(1n, 32), Uint8Array.from(standard.k)];
  const numbers = signSm2(standard.scalar, e, () => {
    const next = drawn.shift();
    if (!next) throw new Error("more scalars were drawn than expected");
    return next;
  });
  return { bothDrawn: drawn.length === 0, numbers };
}

describe("SM2DSA", () => {
  it("signs the example of GB/T 32918.5 annex A with its k, and wipes it", () => {
    const k = Uint8Array.from(standard.k);
    const numbers = signSm2(standard.scalar, standard.digest, () => k);
    expect(bytesToHex(numbers)).toBe(bytesToHex(concatBytes(standard.r, standard.s)));
    expect(verifySm2(standard.point, standard.digest, numbers)).toBe(true);
    expect(k).toEqual(new Uint8Array(32));
  });

  it("draws k again where r + k is n", () => {
    // With k = 1, x1 is that of the base point; with e = n - x1 - k, r = e + x1 is n - k.
    const e = numberToBytesBE(sm2Curve.n - sm2Curve.gx - 1n, 32);
    const { bothDrawn, numbers } = signTwice(e);
    expect(bothDrawn).toBe(true);
    expect(verifySm2(standard.point, e, numbers)).toBe(true);
  });

  it("draws k again where s is 0", () => {
    // With k = 1 and e = r - x1, s is 0 for an r of k / d.
    const r = Sm2Point.Fn.inv(bytesToNumberBE(standard.scalar));
    const e = numberToBytesBE(Sm2Point.Fn.sub(r, sm2Curve.gx), 32);
    const { bothDrawn, numbers } = signTwice(e);
    expect(bothDrawn).toBe(true);
    expect(verifySm2(standard.point, e, numbers)).toBe(true);
  });

  it("is false where r + s is n, which would be true for everybody's key", () => {
    // With s = 1 the sum of points is the base point, and e can be chosen to fit r = n-1.
    const e = numberToBytesBE(sm2Curve.n - 1n - sm2Curve.gx, 32);
    const numbers = concatBytes(numberToBytesBE(sm2Curve.n - 1n, 32), numberToBytesBE(1n, 32));
    expect(verifySm2(standard.point, e, numbers)).toBe(false);
  });

  it("is false where r is 0, which would be true for everybody's key", () => {
    // With s = 1 the sum of points is base point and public key, and e can be chosen to fit r = 0.
    const { x } = Sm2Point.BASE.add(Sm2Point.fromBytes(standard.point)).toAffine();
    const numbers = concatBytes(new Uint8Array(32), numberToBytesBE(1n, 32));
    expect(verifySm2(standard.point, numberToBytesBE(sm2Curve.n - x, 32), numbers)).toBe(false);
  });

  it("hashes the message of GB/T 32918.5 annex A to its e, with the default user id", () => {
    const e = sm2MessageDigest(standard.point, new TextEncoder().encode("message digest"));
    expect(bytesToHex(e)).toBe(bytesToHex(standard.digest));
  });
});
