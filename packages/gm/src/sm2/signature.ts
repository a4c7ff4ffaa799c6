import { sm2Curve } from "@keyferry/algorithms";
import { joinPublic, randomScalar, wipe } from "@keyferry/bytes";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { sm2Arithmetic } from "./choose-arithmetic.ts";
import { Sm2Point } from "../arithmetic/points.ts";

const { Fn } = Sm2Point;
const numberLength = 32;

function scalarFrom(bytes: Uint8Array): bigint {
  return Fn.create(bytesToNumberBE(bytes));
}

/** The point's x modulo n. */
function xOf(point: Uint8Array): bigint {
  return scalarFrom(point.subarray(1, 1 + numberLength));
}

/** One try with one k: undefined when k has to be drawn again. */
function signOnce(d: Uint8Array, e: bigint, k: Uint8Array): Uint8Array | undefined {
  const arithmetic = sm2Arithmetic();
  const r = Fn.add(e, xOf(arithmetic.multiplyBase(k)));
  if (r === 0n) return undefined;
  const rBytes = numberToBytesBE(r, numberLength);
  const sBytes = arithmetic.finishSignature(d, k, rBytes);
  const s = bytesToNumberBE(sBytes);
  // r + k is n just where r + s is, since r + s = (r + k) / (1 + d): so k need not become a big integer.
  if (s === 0n || r + s === Fn.ORDER) return undefined;
  return joinPublic(rBytes, sBytes);
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
    try {
      const numbers = signOnce(scalar, e, k);
      if (numbers) return numbers;
    } finally {
      wipe(k);
    }
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
  const [rBytes, sBytes] = [numbers.subarray(0, numberLength), numbers.subarray(numberLength)];
  const [r, s] = [bytesToNumberBE(rBytes), bytesToNumberBE(sBytes)];
  if (!Fn.isValidNot0(r) || !Fn.isValidNot0(s)) return false;
  const t = Fn.add(r, s);
  if (t === 0n) return false;
  const sum = sm2Arithmetic().multiplyAdd(sBytes, point, numberToBytesBE(t, numberLength));
  if (!sum) return false;
  return Fn.add(scalarFrom(digest), xOf(sum)) === r;
}
