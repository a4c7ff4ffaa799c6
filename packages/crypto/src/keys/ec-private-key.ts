import { createDerReader, derTag } from "./der.ts";
import { checkPoint } from "./ec-public-key.ts";
import { expectEcAlgorithm, expectNamedCurve } from "./key-algorithms.ts";
import { enterPrivateKeyInfo, expectVersion } from "./private-key-info.ts";
import type { Refusal } from "./refusal.ts";
import { type EcCurve, ecCurves, type EcKeySpec } from "@keyferry/algorithms";
import { isScalar } from "@keyferry/bytes";

/** A private key on an elliptic curve. */
export interface EcPrivateKey<S extends EcKeySpec = EcKeySpec> {
  readonly spec: S;
  readonly pkcs8: Uint8Array;
  /** The scalar d, big-endian, as long as a coordinate, from 1 to the curve's largest. */
  readonly scalar: Uint8Array;
  /** The point that came with it, `04 || x || y`, on the curve: nothing says that it belongs to the scalar. */
  readonly point?: Uint8Array;
}

function checkScalar(scalar: Uint8Array, curve: EcCurve, refuse: Refusal): void {
  const { n, maxScalar, coordinateLength } = curve;
  if (scalar.length !== coordinateLength) {
    throw refuse(
      `the private scalar has ${String(scalar.length)} bytes, ${String(coordinateLength)} are needed`,
    );
  }
  if (!isScalar(scalar, maxScalar)) {
    throw refuse(`the private scalar is not between 1 and n-${String(n - maxScalar)}`);
  }
}

/** ECPrivateKey, RFC 5915 3; answers views. */
function readKey(
  contents: Uint8Array,
  curve: EcCurve,
  refuse: Refusal,
): Pick<EcPrivateKey, "scalar" | "point"> {
  const outer = createDerReader(contents, refuse);
  const key = outer.enter(derTag.sequence, "the ECPrivateKey");
  outer.finish("the ECPrivateKey");
  expectVersion(key, 1, "the ECPrivateKey", refuse);
  const scalar = key.take(derTag.octetString, "the private scalar");
  checkScalar(scalar, curve, refuse);
  if (key.peek() === derTag.explicit0) {
    expectNamedCurve(key.enter(derTag.explicit0, "the curve"), curve, refuse);
  }
  let point: Uint8Array | undefined;
  if (key.peek() === derTag.explicit1) {
    const publicKey = key.enter(derTag.explicit1, "the public key");
    point = publicKey.bits("the point");
    checkPoint(point, curve, refuse);
    publicKey.finish("the point");
  }
  key.finish("the ECPrivateKey's fields");
  return { scalar, ...(point !== undefined && { point }) };
}

/**
 * Reads a private key on the curve of `spec`: strict DER without attributes, the scalar in range, the point, if there
 * is one, on the curve. That the point belongs to the scalar is not checked: compute it anew.
 *
 * Nothing is copied: `scalar` and `point` are views into `pkcs8`, so that wiping `pkcs8` wipes the key.
 *
 * @param pkcs8 PrivateKeyInfo (RFC 5958), DER
 * @throws what `refuse` makes
 */
export function parseEcPrivateKey<S extends EcKeySpec>(
  pkcs8: Uint8Array,
  spec: S,
  refuse: Refusal,
): EcPrivateKey<S> {
  const curve = ecCurves[spec];
  const info = enterPrivateKeyInfo(pkcs8, refuse);
  expectEcAlgorithm(info, curve, refuse);
  const key = readKey(info.take(derTag.octetString, "the private key"), curve, refuse);
  info.finish("the private key");
  return { spec, pkcs8, ...key };
}
