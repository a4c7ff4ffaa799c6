import { bigEndian } from "./big-endian.ts";
import { createDerReader, derTag } from "./der.ts";
import { expectRsaAlgorithm } from "./key-algorithms.ts";
import type { Refusal } from "./refusal.ts";
import { isPerfectSquare, smallestFactorBelow752 } from "./weak-modulus.ts";
import { keySpecs, type RsaKeySpec } from "@keyferry/algorithms";

const minExponent = 65_537n;

/** The numbers of an RSA public key. */
export interface RsaNumbers {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

function bitLength(magnitude: Uint8Array): number {
  const first = magnitude[0];
  return first === undefined ? 0 : magnitude.length * 8 - (Math.clz32(first) - 24);
}

/**
 * Refuses a modulus of another length than that of `spec`, to the bit.
 *
 * @param magnitude without leading zeros
 */
export function checkModulusLength(magnitude: Uint8Array, spec: RsaKeySpec, refuse: Refusal): void {
  const bits = bitLength(magnitude);
  const needed = keySpecs[spec].modulusLength * 8;
  if (bits !== needed) throw refuse(`modulus has ${String(bits)} bits, ${String(needed)} are needed`);
}

function checkModulus(modulus: bigint, refuse: Refusal): void {
  if (modulus % 2n === 0n) throw refuse("modulus is even");
  const factor = smallestFactorBelow752(modulus);
  if (factor !== undefined) throw refuse(`modulus has the small factor ${String(factor)}`);
  if (isPerfectSquare(modulus)) throw refuse("modulus is a perfect square");
}

function readExponent(magnitude: Uint8Array, refuse: Refusal): bigint {
  // Compared by length first: the exponent may be as long as the whole input, and is printed below.
  if (magnitude.length > 4) throw refuse("exponent is too large, it must be below 2^32");
  const exponent = bigEndian(magnitude);
  if (exponent < minExponent) {
    throw refuse(`exponent ${String(exponent)} is too small, it must be at least 65537`);
  }
  if (exponent % 2n === 0n) throw refuse(`exponent ${String(exponent)} is even`);
  return exponent;
}

/**
 * Reads an RSA public key (RFC 8017 A.1.1 in RFC 5280 SubjectPublicKeyInfo, strict DER) and checks its numbers:
 * modulus of exactly the bits of `spec`, odd, no square and without a prime factor below 752; exponent odd and
 * 65537 <= e < 2^32. That the modulus is the product of two primes cannot be checked.
 */
export function parseRsaPublicKey(spki: Uint8Array, spec: RsaKeySpec, refuse: Refusal): RsaNumbers {
  const outer = createDerReader(spki, refuse);
  const info = outer.enter(derTag.sequence, "the key");
  outer.finish("the key");
  expectRsaAlgorithm(info, refuse);
  const bits = createDerReader(info.bits("the BIT STRING of the key"), refuse);
  info.finish("the BIT STRING of the key");
  const numbers = bits.enter(derTag.sequence, "the RSAPublicKey");
  bits.finish("the RSAPublicKey");
  const modulusBytes = numbers.unsigned("modulus");
  const exponentBytes = numbers.unsigned("exponent");
  numbers.finish("the exponent");

  checkModulusLength(modulusBytes, spec, refuse);
  return checkRsaNumbers(modulusBytes, exponentBytes, refuse);
}

/**
 * Checks the numbers of a public key: modulus odd, no square and without a prime factor below 752; exponent odd and
 * 65537 <= e < 2^32. Both big-endian, without leading zeros.
 */
export function checkRsaNumbers(modulus: Uint8Array, exponent: Uint8Array, refuse: Refusal): RsaNumbers {
  const numbers = { exponent: readExponent(exponent, refuse), modulus: bigEndian(modulus) };
  checkModulus(numbers.modulus, refuse);
  return numbers;
}
