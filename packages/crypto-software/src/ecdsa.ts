import { derSignature } from "@keyferry/crypto";
import type { HostSignature } from "@keyferry/crypto";
import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { SoftwareEcKey } from "./ec-key-pair.ts";

const curves = { EC_P256: p256, EC_P256K: secp256k1 } as const;

/**
 * ECDSA (FIPS 186-5 6) over the digest as given, in DER.
 *
 * k comes from the private key and the digest together with 32 fresh random bytes (RFC 6979 3.6): a generator that
 * fails leaves it as safe as a deterministic k, and a fault that is provoked cannot be repeated against one k. s is the
 * smaller of its two values on secp256k1, where some verifiers ask for that; both are taken when verifying.
 */
export function ecdsa(spec: keyof typeof curves): HostSignature<SoftwareEcKey> {
  const curve = curves[spec];
  return derSignature<SoftwareEcKey>({
    sign: ({ scalar }, digest) =>
      curve.sign(digest, scalar, { prehash: false, lowS: spec === "EC_P256K", extraEntropy: true }),
    verify: ({ point }, digest, numbers) =>
      curve.verify(numbers, digest, point, { prehash: false, lowS: false }),
  });
}
