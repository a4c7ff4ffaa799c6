import { encodeSm2PrivateKey, encodeSm2PublicKey, sm2Curve } from "@keyferry/crypto";
import type { RecipientKeyPair } from "@keyferry/crypto";
import { bytesToNumberBE } from "@noble/curves/utils.js";
import { randomScalar } from "./random-scalar.ts";
import { Sm2Point } from "./sm2-point.ts";

/** Generates an SM2 key pair (GB/T 32918.1 6.1): d is uniform in [1, n-2]. */
export function generateSm2KeyPair(): RecipientKeyPair {
  const scalar = randomScalar(sm2Curve.n - 2n);
  const point = Sm2Point.BASE.multiply(bytesToNumberBE(scalar)).toBytes(false);
  const privateKey = encodeSm2PrivateKey(scalar, point);
  scalar.fill(0);
  return { privateKey, publicKey: encodeSm2PublicKey(point) };
}
