import { concatBytes, hexToBytes } from "@noble/ciphers/utils.js";
import { derTag, encodeDer, encodeDerUnsigned } from "../../keys/der.ts";
import { rsaEncryption } from "../../keys/key-algorithms.ts";
import { parseRsaPublicKey, type RsaNumbers } from "../../keys/rsa-public-key.ts";
import { refuseRecipientKey } from "../../keys/refusal.ts";
import { badEncodings, encodeKey } from "./bad-encodings.ts";
import type { BadRecipientKey } from "./bad-recipient-key.ts";
import {
  p256PublicKey,
  rsa1024PublicKey,
  rsa2047PublicKey,
  rsa2048PublicKey,
  rsa2049PublicKey,
  rsa3072PublicKey,
  sm2PublicKey,
} from "./fixed-keys.ts";

const soundExponent = 65_537n;

/** The prime of 1,024 bits of RFC 2409 6.2: its square has 2,048 bits. */
const oakleyPrime2 = BigInt(
  "0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd" +
    "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed" +
    "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff",
);

/** rsaEncryption's sisters, RFC 8017 A.1 and A.2: RSAES-OAEP is 7, RSASSA-PSS is 10, SHA-256 with RSA is 11. */
const sisterOid = (last: number) => concatBytes(rsaEncryption.subarray(0, -1), Uint8Array.of(last));

const derNull = encodeDer(derTag.null);

function algorithmOf(oid: Uint8Array, ...parameters: readonly Uint8Array[]): Uint8Array {
  return encodeDer(derTag.sequence, encodeDer(derTag.objectIdentifier, oid), ...parameters);
}

function bytesOf(number: bigint): Uint8Array {
  const hex = number.toString(16);
  return hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
}

const integer = (number: bigint) => encodeDerUnsigned(bytesOf(number));
const soundAlgorithm = algorithmOf(rsaEncryption, derNull);

function keyOf(modulus: bigint, exponent: bigint): Uint8Array {
  const contents = encodeDer(derTag.sequence, integer(modulus), integer(exponent));
  return encodeKey({ algorithm: soundAlgorithm, contents });
}

/** By plain trial, so that it owes nothing to the code under test. For odd numbers. */
function leastFactor(number: bigint): bigint {
  let factor = 3n;
  while (number % factor !== 0n) factor += 2n;
  return factor;
}

/** The greatest odd number up to `limit` whose smallest factor is the odd prime `factor`. */
function numberWithLeastFactor(limit: bigint, factor: bigint): bigint {
  const multiple = limit - (limit % factor);
  let candidate = multiple % 2n === 0n ? multiple - factor : multiple;
  while (leastFactor(candidate) !== factor) candidate -= 2n * factor;
  return candidate;
}

function badExponents(modulus: bigint): readonly (readonly [string, Uint8Array])[] {
  const exponents: readonly (readonly [string, bigint])[] = [
    ["e = 0", 0n],
    ["e = 1, under which the plaintext stands open", 1n],
    ["e = 2", 2n],
    ["e = 3", 3n],
    ["e = 17", 17n],
    ["e = 65535, odd and just too small", 65_535n],
    ["e = 65536, even", 65_536n],
    ["e = 65538, even and large enough", 65_538n],
    ["e = 2^32 + 1, odd and just too large", 2n ** 32n + 1n],
    ["e of 256 bytes", 2n ** 2047n + 1n],
    ["e equal to the modulus", modulus],
  ];
  return exponents.map(([name, exponent]) => [name, keyOf(modulus, exponent)]);
}

function badModuli(modulus: bigint): readonly (readonly [string, Uint8Array])[] {
  const moduli: readonly (readonly [string, bigint])[] = [
    ["a modulus of 0", 0n],
    ["a modulus of 1", 1n],
    ["an even modulus", modulus - 1n],
    ["a modulus of all ones", 2n ** 2048n - 1n],
    ["a modulus that is a power of two", 2n ** 2047n],
    ["a modulus that is the square of a prime", oakleyPrime2 * oakleyPrime2],
    ["a modulus that 3 divides", numberWithLeastFactor(modulus, 3n)],
    ["a modulus that 17 divides", numberWithLeastFactor(modulus, 17n)],
    ["a modulus that 743 divides", numberWithLeastFactor(modulus, 743n)],
    ["a modulus that 751 divides, the last prime looked for", numberWithLeastFactor(modulus, 751n)],
  ];
  return moduli.map(([name, number]) => [name, keyOf(number, soundExponent)]);
}

function badShapes({ modulus, exponent }: RsaNumbers): readonly (readonly [string, Uint8Array])[] {
  const n = integer(modulus);
  const e = integer(exponent);
  const sequence = (...contents: readonly Uint8Array[]) => encodeDer(derTag.sequence, ...contents);
  const withContents = (contents: Uint8Array) => encodeKey({ algorithm: soundAlgorithm, contents });
  const withAlgorithm = (algorithm: Uint8Array) => encodeKey({ algorithm, contents: sequence(n, e) });
  const zeroPadded = (bytes: Uint8Array) => encodeDer(derTag.integer, Uint8Array.of(0, 0), bytes);
  return [
    ["PKCS #1, without SubjectPublicKeyInfo", sequence(n, e)],
    ["no NULL among the parameters", withAlgorithm(algorithmOf(rsaEncryption))],
    ["two NULLs among the parameters", withAlgorithm(algorithmOf(rsaEncryption, derNull, derNull))],
    [
      "a NULL that is not empty",
      withAlgorithm(algorithmOf(rsaEncryption, encodeDer(derTag.null, Uint8Array.of(0)))),
    ],
    ["an empty SEQUENCE in place of the NULL", withAlgorithm(algorithmOf(rsaEncryption, sequence()))],
    ["the OID of RSASSA-PSS", withAlgorithm(algorithmOf(sisterOid(10)))],
    ["the OID of RSASSA-PSS with NULL", withAlgorithm(algorithmOf(sisterOid(10), derNull))],
    ["the OID of RSAES-OAEP", withAlgorithm(algorithmOf(sisterOid(7)))],
    ["the OID of RSAES-OAEP with NULL", withAlgorithm(algorithmOf(sisterOid(7), derNull))],
    ["the OID of a signature with RSA", withAlgorithm(algorithmOf(sisterOid(11), derNull))],
    ["a negative modulus", withContents(sequence(encodeDer(derTag.integer, bytesOf(modulus)), e))],
    [
      "a negative exponent",
      withContents(sequence(n, encodeDer(derTag.integer, Uint8Array.of(0xff, 0xff, 0xff)))),
    ],
    ["BER: a modulus with a leading zero too many", withContents(sequence(zeroPadded(bytesOf(modulus)), e))],
    ["BER: an exponent with leading zeros", withContents(sequence(n, zeroPadded(bytesOf(exponent))))],
    ["an exponent of no bytes", withContents(sequence(n, encodeDer(derTag.integer)))],
    ["no exponent", withContents(sequence(n))],
    ["a third number", withContents(sequence(n, e, e))],
    ["modulus and exponent exchanged", withContents(sequence(e, n))],
    ["modulus and exponent without their SEQUENCE", withContents(concatBytes(n, e))],
    ["a trailing byte within the RSAPublicKey", withContents(sequence(n, e, Uint8Array.of(0)))],
  ];
}

/** RSA_2048 keys that must be refused; made from fixed keys, the same each time. */
export function badRsaKeys(): readonly BadRecipientKey[] {
  const sound = parseRsaPublicKey(rsa2048PublicKey, "RSA_2048", refuseRecipientKey);
  const contents = encodeDer(derTag.sequence, integer(sound.modulus), integer(sound.exponent));
  const all: readonly (readonly [string, Uint8Array])[] = [
    ...badExponents(sound.modulus),
    ["a modulus of 1,024 bits", rsa1024PublicKey],
    ["a modulus of 2,047 bits", rsa2047PublicKey],
    ["a modulus of 2,049 bits", rsa2049PublicKey],
    ["a modulus of 3,072 bits", rsa3072PublicKey],
    ...badModuli(sound.modulus),
    ...badShapes(sound),
    ...badEncodings({ algorithm: soundAlgorithm, contents }),
    ["an SM2 key", sm2PublicKey],
    ["a P-256 key", p256PublicKey],
  ];
  return all.map(([name, spki]) => ({ name: `RSA_2048: ${name}`, spec: "RSA_2048", spki }));
}
