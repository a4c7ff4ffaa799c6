import { equalBytes } from "@noble/ciphers/utils.js";
import { type DerReader, derTag, encodeDer } from "./der.ts";
import type { Refusal } from "./refusal.ts";
import { sm2Curve } from "./sm2-curve.ts";

/** rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017 A.1). */
export const rsaEncryption = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
/** id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480 2.1.1). */
export const idEcPublicKey = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);

/** AlgorithmIdentifier of an SM2 key: id-ecPublicKey with the curve as its parameters. DER. */
export const sm2AlgorithmIdentifier: Uint8Array = encodeDer(
  derTag.sequence,
  encodeDer(derTag.objectIdentifier, idEcPublicKey),
  encodeDer(derTag.objectIdentifier, sm2Curve.oid),
);

/** Reads the AlgorithmIdentifier of an RSA key: rsaEncryption, with NULL for parameters (RFC 8017 A.1). */
export function expectRsaAlgorithm(reader: DerReader, refuse: Refusal): void {
  const algorithm = reader.enter(derTag.sequence, "the algorithm identifier");
  if (!equalBytes(algorithm.take(derTag.objectIdentifier, "the algorithm"), rsaEncryption)) {
    throw refuse("the algorithm is not rsaEncryption (1.2.840.113549.1.1.1)");
  }
  if (algorithm.take(derTag.null, "the NULL of the algorithm's parameters").length !== 0) {
    throw refuse("the NULL of the algorithm's parameters is not empty");
  }
  algorithm.finish("the algorithm's parameters");
}

/** Reads the AlgorithmIdentifier of an SM2 key: id-ecPublicKey on the named curve (GM/T 0010). */
export function expectSm2Algorithm(reader: DerReader, refuse: Refusal): void {
  const algorithm = reader.enter(derTag.sequence, "the algorithm identifier");
  if (!equalBytes(algorithm.take(derTag.objectIdentifier, "the algorithm"), idEcPublicKey)) {
    throw refuse("the algorithm is not id-ecPublicKey (1.2.840.10045.2.1)");
  }
  if (!equalBytes(algorithm.take(derTag.objectIdentifier, "the name of the curve"), sm2Curve.oid)) {
    throw refuse("the curve is not SM2 (1.2.156.10197.1.301)");
  }
  algorithm.finish("the name of the curve");
}
