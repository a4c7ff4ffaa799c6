import type { EcCurve } from "@keyferry/algorithms";
import { equalBytes, publicBytesOf } from "@keyferry/bytes";
import { type DerReader, derTag, encodeDer } from "./der.ts";
import { encodeObjectIdentifier } from "./object-identifier.ts";
import type { Refusal } from "./refusal.ts";

/** rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017 A.1). */
export const rsaEncryption = publicBytesOf(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
/** id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480 2.1.1). */
export const idEcPublicKey = publicBytesOf(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);

/** AlgorithmIdentifier of a key on a curve: id-ecPublicKey with the curve as its parameters (RFC 5480 2.1.1). DER. */
export function ecAlgorithmIdentifier(curve: EcCurve): Uint8Array {
  return encodeDer(
    derTag.sequence,
    encodeDer(derTag.objectIdentifier, idEcPublicKey),
    encodeDer(derTag.objectIdentifier, encodeObjectIdentifier(curve.oid)),
  );
}

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

/** Reads the AlgorithmIdentifier of a key on `curve` (RFC 5480 2.1.1; GM/T 0010 for SM2). */
export function expectEcAlgorithm(reader: DerReader, curve: EcCurve, refuse: Refusal): void {
  const algorithm = reader.enter(derTag.sequence, "the algorithm identifier");
  if (!equalBytes(algorithm.take(derTag.objectIdentifier, "the algorithm"), idEcPublicKey)) {
    throw refuse("the algorithm is not id-ecPublicKey (1.2.840.10045.2.1)");
  }
  expectNamedCurve(algorithm, curve, refuse);
}

/** Reads the name of a curve, which must be the last of `reader`'s elements and name `curve`. */
export function expectNamedCurve(reader: DerReader, curve: EcCurve, refuse: Refusal): void {
  if (
    !equalBytes(
      reader.take(derTag.objectIdentifier, "the name of the curve"),
      encodeObjectIdentifier(curve.oid),
    )
  ) {
    throw refuse(`the curve is not ${curve.name} (${curve.oid})`);
  }
  reader.finish("the name of the curve");
}
