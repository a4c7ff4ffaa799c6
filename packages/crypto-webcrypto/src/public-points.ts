import { ecCurves } from "@keyferry/algorithms";
import { joinPublic, publicBytesOf, publicNumber } from "@keyferry/bytes";
import { withUnshared } from "./unshared.ts";

const { p, a, b, gx, gy } = ecCurves.EC_P256;
const coordinateLength = 32;
const algorithm: EcKeyImportParams = { name: "ECDH", namedCurve: "P-256" };

function numberOf(coordinate: Uint8Array): bigint {
  return coordinate.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function pointOf(x: bigint, y: bigint): Uint8Array<ArrayBuffer> {
  return joinPublic(
    publicBytesOf(0x04),
    publicNumber(x, coordinateLength),
    publicNumber(y, coordinateLength),
  );
}

/** A square root modulo p, which is 3 modulo 4. Of a public value: not constant time. */
function rootOf(square: bigint): bigint {
  let root = 1n;
  let power = square;
  for (let exponent = (p + 1n) / 4n; exponent > 0n; exponent >>= 1n) {
    if (exponent % 2n === 1n) root = (root * power) % p;
    power = (power * power) % p;
  }
  return root;
}

/**
 * The two points on P-256, `04 || x || y`, of which one is the public key of a private one. SubtleCrypto multiplies no
 * point, but what ECDH agrees on with the base point is x of the public key; which y belongs to it, a signature tells.
 *
 * Rejects with SubtleCrypto's own error.
 *
 * @param pkcs8 PrivateKeyInfo, DER; the caller wipes it
 */
export async function publicPoints(subtle: SubtleCrypto, pkcs8: Uint8Array): Promise<readonly Uint8Array[]> {
  const basePoint = await subtle.importKey("raw", pointOf(gx, gy), algorithm, false, []);
  const privateKey = await withUnshared(pkcs8, (bytes) =>
    subtle.importKey("pkcs8", bytes, algorithm, false, ["deriveBits"]),
  );
  const agreed = await subtle.deriveBits(
    { name: "ECDH", public: basePoint },
    privateKey,
    8 * coordinateLength,
  );
  const x = numberOf(new Uint8Array(agreed));
  const y = rootOf((x * x * x + a * x + b) % p);
  return [pointOf(x, y), pointOf(x, p - y)];
}
