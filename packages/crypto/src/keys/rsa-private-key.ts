import type { RsaKeySpec } from "@keyferry/algorithms";
import { publicBytes } from "@keyferry/bytes";
import { bigEndian } from "./big-endian.ts";
import { createDerReader, derTag, encodeDer, encodeDerBits, encodeDerUnsigned } from "./der.ts";
import { expectRsaAlgorithm, rsaEncryption } from "./key-algorithms.ts";
import { enterPrivateKeyInfo, expectVersion } from "./private-key-info.ts";
import type { Refusal } from "./refusal.ts";
import { checkModulusLength, checkRsaNumbers } from "./rsa-public-key.ts";

/** A private key of RSA. */
export interface RsaPrivateKey<S extends RsaKeySpec = RsaKeySpec> {
  readonly spec: S;
  readonly pkcs8: Uint8Array;
}

/** The numbers of an RSAPrivateKey (RFC 8017 A.1.2) in their order: big-endian magnitudes, views into the key. */
function readNumbers(pkcs8: Uint8Array, spec: RsaKeySpec, refuse: Refusal): readonly Uint8Array[] {
  const info = enterPrivateKeyInfo(pkcs8, refuse);
  expectRsaAlgorithm(info, refuse);
  const contents = info.take(derTag.octetString, "the private key");
  info.finish("the private key");
  const outer = createDerReader(contents, refuse);
  const key = outer.enter(derTag.sequence, "the RSAPrivateKey");
  outer.finish("the RSAPrivateKey");
  expectVersion(key, 0, "the RSAPrivateKey", refuse);
  const modulus = key.unsigned("modulus");
  checkModulusLength(modulus, spec, refuse);
  const others = ["exponent", "d", "p", "q", "d mod p-1", "d mod q-1", "1/q mod p"].map((name) => {
    const number = key.unsigned(name);
    if (number.length === 0) throw refuse(`${name} is zero`);
    return number;
  });
  key.finish("the RSAPrivateKey's numbers");
  return [modulus, ...others];
}

/**
 * Reads the private key of RSA of `spec`: strict DER without attributes, the modulus of exactly the spec's bits. That
 * its numbers belong together is not checked; nothing is copied.
 *
 * @param pkcs8 PrivateKeyInfo (RFC 5958), DER
 * @throws what `refuse` makes
 */
export function parseRsaPrivateKey<S extends RsaKeySpec>(
  pkcs8: Uint8Array,
  spec: S,
  refuse: Refusal,
): RsaPrivateKey<S> {
  readNumbers(pkcs8, spec, refuse);
  return { spec, pkcs8 };
}

/**
 * The public key that a private one of RSA holds, for libraries that cannot answer it: SubjectPublicKeyInfo (RFC 5280,
 * RFC 8017 A.1), DER. The form of the private key is checked as {@link parseRsaPrivateKey} does.
 *
 * @param pkcs8 PrivateKeyInfo (RFC 5958), DER
 * @throws what `refuse` makes
 */
export function rsaPublicKeyOf(pkcs8: Uint8Array, spec: RsaKeySpec, refuse: Refusal): Uint8Array {
  const publicNumbers = readNumbers(pkcs8, spec, refuse).slice(0, 2);
  const algorithm = encodeDer(
    derTag.sequence,
    encodeDer(derTag.objectIdentifier, rsaEncryption),
    encodeDer(derTag.null),
  );
  const key = encodeDer(derTag.sequence, ...publicNumbers.map(encodeDerUnsigned));
  return encodeDer(derTag.sequence, algorithm, encodeDerBits(key));
}

/**
 * Checks that the numbers of a private key belong together, besides all that {@link parseRsaPrivateKey} and the check
 * of public keys look at: one wrong number of the Chinese remainder form gives signatures that betray p and q. That p
 * and q are prime is not checked.
 *
 * @throws what `refuse` makes
 */
export function checkRsaPrivateKey(pkcs8: Uint8Array, spec: RsaKeySpec, refuse: Refusal): void {
  const numbers = readNumbers(pkcs8, spec, refuse);
  const [n = 0n, , d = 0n, p = 0n, q = 0n, dp = 0n, dq = 0n, qInverse = 0n] = numbers.map(bigEndian);
  const [modulus = publicBytes(0), exponent = publicBytes(0)] = numbers;
  const { exponent: e } = checkRsaNumbers(modulus, exponent, refuse);
  const agree =
    p > 1n &&
    q > 1n &&
    p * q === n &&
    (d * e) % (p - 1n) === 1n &&
    (d * e) % (q - 1n) === 1n &&
    d % (p - 1n) === dp &&
    d % (q - 1n) === dq &&
    qInverse < p &&
    (qInverse * q) % p === 1n;
  if (!agree) throw refuse("the numbers of the RSAPrivateKey do not belong together");
}
