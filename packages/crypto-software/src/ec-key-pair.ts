import { ecCurves, type EcKeySpec } from "@keyferry/algorithms";
import { copySecret, randomScalar, wipe } from "@keyferry/bytes";
import { encodeEcPrivateKey, encodeEcPublicKey, parseEcPrivateKey, unsupported } from "@keyferry/crypto";
import type { HostKeyPair, RecipientKeyPair } from "@keyferry/crypto";
import { sm2PublicKeyOf } from "@keyferry/gm";
import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToNumberBE } from "@noble/curves/utils.js";

/** A key pair on an elliptic curve. */
export interface SoftwareEcKey {
  /** d, big-endian, 32 bytes. */
  readonly scalar: Uint8Array;
  /** d times the base point, computed: `04 || x || y`. */
  readonly point: Uint8Array;
}

const points = { EC_P256: p256.Point, EC_P256K: secp256k1.Point } as const;

function pointOf(spec: EcKeySpec, scalar: Uint8Array): Uint8Array {
  if (spec === "EC_SM2") return sm2PublicKeyOf(scalar);
  return points[spec].BASE.multiply(bytesToNumberBE(scalar)).toBytes(false);
}

/**
 * Generates a key pair: d is uniform in [1, n-1] (FIPS 186-5 A.2.2), or in [1, n-2] for SM2 (GB/T 32918.1 6.1).
 */
export function generateEcKeyPair(spec: EcKeySpec): RecipientKeyPair {
  const scalar = randomScalar(ecCurves[spec].maxScalar);
  const point = pointOf(spec, scalar);
  const privateKey = encodeEcPrivateKey(spec, scalar, point);
  wipe(scalar);
  return { privateKey, publicKey: encodeEcPublicKey(spec, point) };
}

/** Key pairs on the curve of `spec`, with the algorithms that they are for. */
export function ecKeyPair(
  spec: EcKeySpec,
  algorithms: Partial<Pick<HostKeyPair<SoftwareEcKey>, "signatures" | "messageSignatures" | "encryptions">>,
): HostKeyPair<SoftwareEcKey> {
  return {
    signatures: {},
    encryptions: {},
    ...algorithms,
    generate: () => generateEcKeyPair(spec).privateKey,
    importKey(pkcs8) {
      const refuse = (why: string) => unsupported(`key material of ${spec}: ${why}`);
      const scalar = copySecret(parseEcPrivateKey(pkcs8, spec, refuse).scalar);
      return { scalar, point: pointOf(spec, scalar) };
    },
    publicKey: ({ point }) => encodeEcPublicKey(spec, point),
    forgetKey({ scalar }) {
      wipe(scalar);
    },
  };
}
