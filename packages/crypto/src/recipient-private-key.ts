import { equalBytes } from "@noble/ciphers/utils.js";
import type { RecipientKeySpec } from "./algorithms.ts";
import { bigEndian } from "./big-endian.ts";
import { createDerReader, type DerReader, derTag } from "./der.ts";
import { expectRsaAlgorithm, expectSm2Algorithm } from "./key-algorithms.ts";
import { checkModulusLength } from "./recipient-rsa.ts";
import { checkSm2Point } from "./recipient-sm2.ts";
import { refuseRecipientKey } from "./refusal.ts";
import { sm2Curve } from "./sm2-curve.ts";

/** A recipient's private key, read by `parseRecipientPrivateKey` from PKCS #8. */
export type RecipientPrivateKey =
  | { readonly spec: "RSA_2048"; readonly pkcs8: Uint8Array }
  | {
      readonly spec: "EC_SM2";
      readonly pkcs8: Uint8Array;
      /** The scalar d, big-endian, 32 bytes, 1 <= d <= n-2. */
      readonly scalar: Uint8Array;
    };

/** An RSA_2048 key needs about 1,220 bytes. */
const maxLength = 4_096;
const scalarLength = 32;

function expectVersion(reader: DerReader, version: number, what: string): void {
  const number = reader.unsigned(`the version of ${what}`);
  if (bigEndian(number) !== BigInt(version))
    throw refuseRecipientKey(`${what} is not of version ${String(version)}`);
}

/** RSAPrivateKey, RFC 8017 A.1.2. */
function checkRsaPrivateKey(contents: Uint8Array): void {
  const outer = createDerReader(contents, refuseRecipientKey);
  const key = outer.enter(derTag.sequence, "the RSAPrivateKey");
  outer.finish("the RSAPrivateKey");
  expectVersion(key, 0, "the RSAPrivateKey");
  checkModulusLength(key.unsigned("modulus"), refuseRecipientKey);
  for (const number of ["exponent", "d", "p", "q", "d mod p-1", "d mod q-1", "1/q mod p"]) {
    if (key.unsigned(number).length === 0) throw refuseRecipientKey(`${number} is zero`);
  }
  key.finish("the RSAPrivateKey's numbers");
}

function checkScalar(scalar: Uint8Array): void {
  if (scalar.length !== scalarLength) {
    throw refuseRecipientKey(
      `the private scalar has ${String(scalar.length)} bytes, ${String(scalarLength)} are needed`,
    );
  }
  const d = bigEndian(scalar);
  if (d < 1n || d > sm2Curve.n - 2n) throw refuseRecipientKey("the private scalar is not between 1 and n-2");
}

/** ECPrivateKey, RFC 5915 3; answers the scalar, a view. */
function readSm2PrivateKey(contents: Uint8Array): Uint8Array {
  const outer = createDerReader(contents, refuseRecipientKey);
  const key = outer.enter(derTag.sequence, "the ECPrivateKey");
  outer.finish("the ECPrivateKey");
  expectVersion(key, 1, "the ECPrivateKey");
  const scalar = key.take(derTag.octetString, "the private scalar");
  checkScalar(scalar);
  if (key.peek() === derTag.explicit0) {
    const parameters = key.enter(derTag.explicit0, "the curve");
    if (!equalBytes(parameters.take(derTag.objectIdentifier, "the name of the curve"), sm2Curve.oid)) {
      throw refuseRecipientKey("the curve is not SM2 (1.2.156.10197.1.301)");
    }
    parameters.finish("the name of the curve");
  }
  if (key.peek() === derTag.explicit1) {
    const publicKey = key.enter(derTag.explicit1, "the public key");
    checkSm2Point(publicKey.bits("the point"), refuseRecipientKey);
    publicKey.finish("the point");
  }
  key.finish("the ECPrivateKey's fields");
  return scalar;
}

/**
 * Reads a recipient's private key and checks its form: strict DER without attributes, RSA of 2,048 bits or SM2 with
 * 1 <= d <= n-2. That an RSA key's numbers belong together, and a point to its scalar, is not checked.
 *
 * Nothing is copied: `scalar` is a view into `pkcs8`, so that wiping `pkcs8` wipes the key.
 *
 * @param pkcs8 PrivateKeyInfo (RFC 5958), DER
 * @throws CryptoError `recipient key refused`
 */
export function parseRecipientPrivateKey(pkcs8: Uint8Array, spec: RecipientKeySpec): RecipientPrivateKey {
  if (pkcs8.length > maxLength)
    throw refuseRecipientKey(`the key has ${String(pkcs8.length)} bytes, too many to be read`);
  const outer = createDerReader(pkcs8, refuseRecipientKey);
  const info = outer.enter(derTag.sequence, "the key");
  outer.finish("the key");
  expectVersion(info, 0, "the key");
  switch (spec) {
    case "RSA_2048": {
      expectRsaAlgorithm(info, refuseRecipientKey);
      checkRsaPrivateKey(info.take(derTag.octetString, "the private key"));
      info.finish("the private key");
      return { spec, pkcs8 };
    }
    case "EC_SM2": {
      expectSm2Algorithm(info, refuseRecipientKey);
      const scalar = readSm2PrivateKey(info.take(derTag.octetString, "the private key"));
      info.finish("the private key");
      return { spec, pkcs8, scalar };
    }
  }
}
