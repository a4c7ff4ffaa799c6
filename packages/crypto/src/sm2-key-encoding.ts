import { derTag, encodeDer, encodeDerBits } from "./der.ts";
import { sm2AlgorithmIdentifier } from "./key-algorithms.ts";

/**
 * SubjectPublicKeyInfo (RFC 5280) of an SM2 public key, 91 bytes of DER.
 *
 * @param point uncompressed: `04 || x || y`, 65 bytes
 */
export function encodeSm2PublicKey(point: Uint8Array): Uint8Array {
  return encodeDer(derTag.sequence, sm2AlgorithmIdentifier, encodeDerBits(point));
}

/**
 * PKCS #8 (RFC 5958) of an SM2 key pair, DER, with an ECPrivateKey (RFC 5915) inside. The caller wipes it.
 *
 * @param scalar d, big-endian, 32 bytes
 * @param point d times the base point, uncompressed: `04 || x || y`, 65 bytes
 */
export function encodeSm2PrivateKey(scalar: Uint8Array, point: Uint8Array): Uint8Array {
  const version = (number: number) => encodeDer(derTag.integer, Uint8Array.of(number));
  const ecPrivateKey = encodeDer(
    derTag.sequence,
    version(1),
    encodeDer(derTag.octetString, scalar),
    encodeDer(derTag.explicit1, encodeDerBits(point)),
  );
  const pkcs8 = encodeDer(
    derTag.sequence,
    version(0),
    sm2AlgorithmIdentifier,
    encodeDer(derTag.octetString, ecPrivateKey),
  );
  ecPrivateKey.fill(0);
  return pkcs8;
}
