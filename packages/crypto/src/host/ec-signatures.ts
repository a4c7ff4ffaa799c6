import { andThen, joinPublic, type MaybePromise, publicBytes } from "@keyferry/bytes";
import { createDerReader, derTag, encodeDer, encodeDerUnsigned } from "../keys/der.ts";
import { CryptoError } from "../errors.ts";
import type { HostSignature } from "../primitives/primitives.ts";

const numberLength = 32;
/** Two numbers of 32 bytes, each with a head of two bytes and a sign byte, and the head of the SEQUENCE. */
const maxDerLength = 72;

/** One library's signatures, over digests or over messages, as two numbers: r, then s, big-endian, 32 bytes each. */
export interface RawEcSignature<K> {
  sign(key: K, input: Uint8Array): MaybePromise<Uint8Array>;
  /** `false` for numbers out of range as well. */
  verify(key: K, input: Uint8Array, numbers: Uint8Array): MaybePromise<boolean>;
}

function encodeNumbers(numbers: Uint8Array): Uint8Array {
  const r = encodeDerUnsigned(numbers.subarray(0, numberLength));
  const s = encodeDerUnsigned(numbers.subarray(numberLength));
  return encodeDer(derTag.sequence, r, s);
}

const refuse = (why: string) => new CryptoError("undecryptable", `signature: ${why}`);

/** @throws CryptoError for anything but strict DER of two numbers that have room in 32 bytes each */
function decodeNumbers(der: Uint8Array): Uint8Array {
  if (der.length > maxDerLength) throw refuse("too long");
  const outer = createDerReader(der, refuse);
  const fields = outer.enter(derTag.sequence, "the signature");
  outer.finish("the signature");
  const numbers = ["r", "s"].map((name) => {
    const magnitude = fields.unsigned(name);
    if (magnitude.length > numberLength) throw refuse(`${name} has more than 32 bytes`);
    return joinPublic(publicBytes(numberLength - magnitude.length), magnitude);
  });
  fields.finish("s");
  return joinPublic(...numbers);
}

/**
 * Signatures in DER over those of a library as numbers: SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 2.2.3 for ECDSA,
 * GM/T 0009 7.3 for SM2). Strict in what it verifies, so that no signature has a second encoding: shortest lengths and
 * numbers, nothing behind. For ECDSA (r, s) and (r, n-s) are two signatures all the same.
 */
export function derSignature<K>(raw: RawEcSignature<K>): HostSignature<K> {
  return {
    sign: (key, input) => andThen(raw.sign(key, input), encodeNumbers),
    verify(key, input, signature) {
      let numbers: Uint8Array;
      try {
        numbers = decodeNumbers(signature);
      } catch (error) {
        if (error instanceof CryptoError) return false;
        throw error;
      }
      return raw.verify(key, input, numbers);
    },
  };
}
