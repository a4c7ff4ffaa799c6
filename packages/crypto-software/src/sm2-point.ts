import { sm2Curve } from "@keyferry/crypto";
import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import type { WeierstrassPoint } from "@noble/curves/abstract/weierstrass.js";

const { p, a, b, n, gx, gy } = sm2Curve;

/** Points of the curve of SM2 (GB/T 32918.5). */
export const Sm2Point = /* @__PURE__ */ weierstrass({ p, a, b, n, h: 1n, Gx: gx, Gy: gy });

/**
 * Reads an uncompressed point: `04 || x || y`, 65 bytes.
 *
 * @throws Error for any other form, coordinates past the field, points off the curve and the point at infinity
 */
export function sm2PointFrom(bytes: Uint8Array): WeierstrassPoint<bigint> {
  // The library would take compressed points as well.
  if (bytes.length !== 65 || bytes[0] !== 0x04) throw new RangeError("not an uncompressed point");
  return Sm2Point.fromBytes(bytes);
}
