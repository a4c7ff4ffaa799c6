import { derSignature, sm2Curve } from "@keyferry/crypto";
import type { HostSignature } from "@keyferry/crypto";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import type { SoftwareEcKey } from "./ec-key-pair.ts";
import { Sm2Point, sm2PointFrom } from "./ec-points.ts";
import { randomScalar } from "./random-scalar.ts";

const { Fn } = Sm2Point;
const numberLength = 32;

function scalarFrom(bytes: Uint8Array): bigint {
  return Fn.create(bytesToNumberBE(bytes));
}

/** One try with one k: undefined when k has to be drawn again. */
function signOnce(d: bigint, e: bigint, k: bigint): Uint8Array | undefined {
  const { x } = Sm2Point.BASE.multiply(k).toAffine();
  const r = Fn.create(e + x);
  if (r === 0n || r + k === Fn.ORDER) return undefined;
  // Fermat's inverse, since the steps of Euclid's algorithm would depend on d.
  const inverse = Fn.pow(Fn.create(1n + d), Fn.ORDER - 2n);
  const s = Fn.mul(inverse, Fn.create(k - r * d));
  if (s === 0n) return undefined;
  return concatBytes(numberToBytesBE(r, numberLength), numberToBytesBE(s, numberLength));
}

/**
 * Signs with SM2 (GB/T 32918.2 6.1, from step A3 on).
 *
 * @param scalar the private key d, 32 bytes, big-endian
 * @param digest e, 32 bytes: SM3(Z || M), which the caller made
 * @param drawScalar where k comes from, 32 bytes each time: only for known answers
 * @returns r and s, 32 bytes each
 */
export function signSm2(
  scalar: Uint8Array,
  digest: Uint8Array,
  drawScalar: () => Uint8Array = () => randomScalar(sm2Curve.n - 1n),
): Uint8Array {
  const e = scalarFrom(digest);
  for (;;) {
    const k = drawScalar();
    const numbers = signOnce(bytesToNumberBE(scalar), e, bytesToNumberBE(k));
    k.fill(0);
    if (numbers) return numbers;
  }
}

/**
 * Verifies with SM2 (GB/T 32918.2 7.1, from step B5 on).
 *
 * @param point the public key, `04 || x || y`, on the curve
 * @param digest e, 32 bytes
 * @param numbers r and s, 32 bytes each
 */
export function verifySm2(point: Uint8Array, digest: Uint8Array, numbers: Uint8Array): boolean {
  const r = bytesToNumberBE(numbers.subarray(0, numberLength));
  const s = bytesToNumberBE(numbers.subarray(numberLength));
  if (!Fn.isValidNot0(r) || !Fn.isValidNot0(s)) return false;
  const t = Fn.add(r, s);
  if (t === 0n) return false;
  const sum = Sm2Point.BASE.multiplyUnsafe(s).add(sm2PointFrom(point).multiplyUnsafe(t));
  if (sum.is0()) return false;
  return Fn.create(scalarFrom(digest) + sum.toAffine().x) === r;
}

/** SM2DSA (GB/T 32918.2) over the digest as given, in DER (GM/T 0009). */
export const sm2Dsa: HostSignature<SoftwareEcKey> = derSignature<SoftwareEcKey>({
  sign: ({ scalar }, digest) => signSm2(scalar, digest),
  verify: ({ point }, digest, numbers) => verifySm2(point, digest, numbers),
});
