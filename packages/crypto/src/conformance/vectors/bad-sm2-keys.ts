import { sm2Curve } from "@keyferry/algorithms";
import { concatBytes, hexToBytes } from "@noble/ciphers/utils.js";
import { derTag, encodeDer } from "../../keys/der.ts";
import { ecAlgorithmIdentifier, idEcPublicKey, rsaEncryption } from "../../keys/key-algorithms.ts";
import { encodeObjectIdentifier } from "../../keys/object-identifier.ts";
import { parseEcPublicKey } from "../../keys/ec-public-key.ts";
import { refuseRecipientKey } from "../../keys/refusal.ts";
import { badEncodings, encodeKey } from "./bad-encodings.ts";
import type { BadRecipientKey } from "./bad-recipient-key.ts";
import { p256PublicKey, rsa2048PublicKey, sm2PublicKey } from "./fixed-keys.ts";

/** The point with x = 0 is on the curve: so x = p names it too, where a parser reduces. */
const yAtZero = hexToBytes("fd4511e81736a60f07e88a83d6cf5a167fae6d1a9c9330e76e232e00f5cdc154");
const curveOid = encodeObjectIdentifier(sm2Curve.oid);
const p = hexToBytes(sm2Curve.p.toString(16));
const zeros = new Uint8Array(32);
const ones = new Uint8Array(32).fill(0xff);

function flipLastBit(bytes: Uint8Array): Uint8Array {
  return concatBytes(bytes.subarray(0, -1), Uint8Array.of((bytes.at(-1) ?? 0) ^ 1));
}

function badPoints(x: Uint8Array, y: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const parity = (y.at(-1) ?? 0) & 1;
  const form = (lead: number, ...rest: readonly Uint8Array[]) => concatBytes(Uint8Array.of(lead), ...rest);
  return [
    ["the point at infinity", form(0x00)],
    ["the point at infinity, padded to the length of a point", form(0x00, zeros, zeros)],
    ["a compressed point", form(0x02 + parity, x)],
    ["a compressed point of the other parity", form(0x03 - parity, x)],
    ["a compressed form byte before both coordinates", form(0x02 + parity, x, y)],
    ["a hybrid point", form(0x06 + parity, x, y)],
    ["a hybrid point of the wrong parity", form(0x07 - parity, x, y)],
    ["an unknown form of point", form(0x05, x, y)],
    ["no form byte", concatBytes(x, y)],
    ["a point off the curve by a bit of y", form(0x04, x, flipLastBit(y))],
    ["a point off the curve by a bit of x", form(0x04, flipLastBit(x), y)],
    ["x and y exchanged", form(0x04, y, x)],
    ["the point (0, 0)", form(0x04, zeros, zeros)],
    ["x = p, where x = 0 is on the curve", form(0x04, p, yAtZero)],
    ["x of all ones", form(0x04, ones, y)],
    ["y = p", form(0x04, x, p)],
    ["y of all ones", form(0x04, x, ones)],
    ["only x", form(0x04, x)],
    ["coordinates of 31 bytes", form(0x04, x.subarray(1), y.subarray(1))],
    ["coordinates of 33 bytes", form(0x04, Uint8Array.of(0), x, Uint8Array.of(0), y)],
  ];
}

function badAlgorithms(): readonly (readonly [string, Uint8Array])[] {
  const oid = (contents: Uint8Array) => encodeDer(derTag.objectIdentifier, contents);
  const algorithm = (...contents: readonly Uint8Array[]) => encodeDer(derTag.sequence, ...contents);
  /** prime256v1, 1.2.840.10045.3.1.7 (RFC 5480 2.1.1.1). */
  const p256 = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07);
  const derNull = encodeDer(derTag.null);
  return [
    ["an SM2 point under the name of P-256", algorithm(oid(idEcPublicKey), oid(p256))],
    ["no curve", algorithm(oid(idEcPublicKey))],
    ["NULL in place of the curve", algorithm(oid(idEcPublicKey), derNull)],
    ["a NULL after the curve", algorithm(oid(idEcPublicKey), oid(curveOid), derNull)],
    ["the curve in place of the algorithm", algorithm(oid(curveOid))],
    ["the curve for both", algorithm(oid(curveOid), oid(curveOid))],
    ["an SM2 point under the name of RSA", algorithm(oid(rsaEncryption), derNull)],
  ];
}

/** EC_SM2 keys that must be refused; made from fixed keys, the same each time. */
export function badSm2Keys(): readonly BadRecipientKey[] {
  const point = parseEcPublicKey(sm2PublicKey, sm2Curve, refuseRecipientKey);
  const points = badPoints(point.subarray(1, 33), point.subarray(33));
  const all: readonly (readonly [string, Uint8Array])[] = [
    ...points.map(
      ([name, contents]) =>
        [name, encodeKey({ algorithm: ecAlgorithmIdentifier(sm2Curve), contents })] as const,
    ),
    ...badAlgorithms().map(([name, algorithm]) => [name, encodeKey({ algorithm, contents: point })] as const),
    ...badEncodings({ algorithm: ecAlgorithmIdentifier(sm2Curve), contents: point }),
    ["the bare point", point],
    ["a P-256 key", p256PublicKey],
    ["an RSA key", rsa2048PublicKey],
  ];
  return all.map(([name, spki]) => ({ name: `EC_SM2: ${name}`, spec: "EC_SM2", spki }));
}
