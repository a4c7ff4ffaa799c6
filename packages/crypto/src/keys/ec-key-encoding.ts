import { ecCurves, type EcKeySpec } from "@keyferry/algorithms";
import { publicBytesOf, wipe } from "@keyferry/bytes";
import { derTag, encodeDer, encodeDerBits, encodeSecretDer } from "./der.ts";
import { ecAlgorithmIdentifier } from "./key-algorithms.ts";

/**
 * SubjectPublicKeyInfo (RFC 5280, RFC 5480) of a public key on an elliptic curve, DER.
 *
 * @param point uncompressed: `04 || x || y`
 */
export function encodeEcPublicKey(spec: EcKeySpec, point: Uint8Array): Uint8Array {
  return encodeDer(derTag.sequence, ecAlgorithmIdentifier(ecCurves[spec]), encodeDerBits(point));
}

/**
 * PKCS #8 (RFC 5958) of a key pair on an elliptic curve, DER, with an ECPrivateKey (RFC 5915) inside. The caller wipes
 * it.
 *
 * @param scalar d, big-endian, as long as a coordinate
 * @param point d times the base point, uncompressed: `04 || x || y`; it is optional in an ECPrivateKey
 */
export function encodeEcPrivateKey(spec: EcKeySpec, scalar: Uint8Array, point?: Uint8Array): Uint8Array {
  const version = (number: number) => encodeDer(derTag.integer, publicBytesOf(number));
  const scalarElement = encodeSecretDer(derTag.octetString, scalar);
  const ecPrivateKey = encodeSecretDer(
    derTag.sequence,
    version(1),
    scalarElement,
    ...(point === undefined ? [] : [encodeDer(derTag.explicit1, encodeDerBits(point))]),
  );
  const privateKey = encodeSecretDer(derTag.octetString, ecPrivateKey);
  const pkcs8 = encodeSecretDer(
    derTag.sequence,
    version(0),
    ecAlgorithmIdentifier(ecCurves[spec]),
    privateKey,
  );
  wipe(scalarElement, ecPrivateKey, privateKey);
  return pkcs8;
}
