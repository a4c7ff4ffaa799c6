import type { SignatureAlgorithm } from "@keyferry/algorithms";
import { andThen, equalBytes, type MaybePromise, randomPublic } from "@keyferry/bytes";
import { emsaPkcs1, emsaPssEncode, emsaPssMatches } from "./emsa.ts";
import type { HostSignature } from "../primitives/primitives.ts";

const saltLength = 32;

/**
 * The bare RSA operations of one library (RFC 8017 5.2), from and to big-endian numbers below the modulus and as long
 * as it, without any padding.
 */
export interface RawRsa<K> {
  /** The modulus, big-endian, its first byte not zero. */
  modulus(key: K): Uint8Array;
  privateOperation(key: K, number: Uint8Array): MaybePromise<Uint8Array>;
  publicOperation(key: K, number: Uint8Array): MaybePromise<Uint8Array>;
}

/** Whether `number` is below `bound`: big-endian, of one length. For public values: not constant time. */
function isBelow(number: Uint8Array, bound: Uint8Array): boolean {
  const at = bound.findIndex((byte, i) => byte !== number[i]);
  return at !== -1 && (number[at] ?? 0) < (bound[at] ?? 0);
}

/**
 * The signatures of RSA keys over a library's bare operations: RSASSA-PSS (RFC 8017 8.1) with SHA-256, MGF1 over
 * SHA-256 and a salt of 32 bytes, and RSASSA-PKCS1-v1_5 (RFC 8017 8.2) with SHA-256. Both take the digest as given.
 */
export function rsaSignatures<K>(
  rsa: RawRsa<K>,
): Readonly<Record<Extract<SignatureAlgorithm, `RSA_${string}`>, HostSignature<K>>> {
  const scheme = (
    encode: (digest: Uint8Array, length: number) => Uint8Array,
    matches: (digest: Uint8Array, encoded: Uint8Array) => boolean,
  ): HostSignature<K> => ({
    sign: (key, digest) => rsa.privateOperation(key, encode(digest, rsa.modulus(key).length)),
    verify(key, digest, signature) {
      const modulus = rsa.modulus(key);
      if (signature.length !== modulus.length || !isBelow(signature, modulus)) return false;
      return andThen(rsa.publicOperation(key, signature), (encoded) => matches(digest, encoded));
    },
  });
  return {
    RSA_PSS_SHA_256: scheme(
      (digest, length) => emsaPssEncode(digest, randomPublic(saltLength), length),
      emsaPssMatches,
    ),
    // Encoded anew and compared whole, so that no loose DigestInfo or padding can pass (RFC 8017 8.2.2).
    RSA_PKCS1_SHA_256: scheme(emsaPkcs1, (digest, encoded) =>
      equalBytes(encoded, emsaPkcs1(digest, encoded.length)),
    ),
  };
}
