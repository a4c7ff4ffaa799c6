import { bigEndian } from "./big-endian.ts";
import { createDerReader, derTag } from "./der.ts";
import { isOnCurve } from "./on-curve.ts";
import { expectEcAlgorithm } from "./key-algorithms.ts";
import type { Refusal } from "./refusal.ts";
import type { EcCurve } from "@keyferry/algorithms";

function checkForm(point: Uint8Array, { coordinateLength }: EcCurve, refuse: Refusal): void {
  const form = point[0];
  if (form === 0x00) throw refuse("the point is the point at infinity");
  if (form === 0x02 || form === 0x03) {
    throw refuse("the point is compressed, only the uncompressed form is taken");
  }
  if (form === 0x06 || form === 0x07) {
    throw refuse("the point is in hybrid form, only the uncompressed form is taken");
  }
  if (form !== 0x04) throw refuse("the point is in no known form");
  const pointLength = 1 + 2 * coordinateLength;
  if (point.length !== pointLength) {
    throw refuse(`the point has ${String(point.length)} bytes, ${String(pointLength)} are needed`);
  }
}

/** Refuses what is not an uncompressed point (`04 || x || y`) on `curve`. */
export function checkPoint(point: Uint8Array, curve: EcCurve, refuse: Refusal): void {
  checkForm(point, curve, refuse);
  const x = bigEndian(point.subarray(1, 1 + curve.coordinateLength));
  const y = bigEndian(point.subarray(1 + curve.coordinateLength));
  if (x >= curve.p || y >= curve.p) throw refuse("a coordinate of the point is not below p");
  if (!isOnCurve(curve, x, y)) throw refuse("the point is not on the curve");
}

/**
 * Reads a public key on `curve` (RFC 5480, GM/T 0010 for SM2, in RFC 5280 SubjectPublicKeyInfo, strict DER) and answers
 * its point. Only one form of one length passes. The cofactor is 1, so that a point on the curve is in the right group.
 */
export function parseEcPublicKey(spki: Uint8Array, curve: EcCurve, refuse: Refusal): Uint8Array {
  const outer = createDerReader(spki, refuse);
  const info = outer.enter(derTag.sequence, "the key");
  outer.finish("the key");
  expectEcAlgorithm(info, curve, refuse);
  const point = info.bits("the BIT STRING of the key");
  info.finish("the BIT STRING of the key");
  checkPoint(point, curve, refuse);
  return point;
}
