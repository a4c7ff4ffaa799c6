import { bigEndian } from "./big-endian.ts";
import { createDerReader, type DerReader, derTag } from "./der.ts";
import type { Refusal } from "./refusal.ts";

/** An RSA_4096 key needs about 2,380 bytes. */
const maxLength = 4_096;

/** Reads a version number, which must be the one given. */
export function expectVersion(reader: DerReader, version: number, what: string, refuse: Refusal): void {
  const number = reader.unsigned(`the version of ${what}`);
  if (bigEndian(number) !== BigInt(version)) throw refuse(`${what} is not of version ${String(version)}`);
}

/**
 * Enters a PrivateKeyInfo (PKCS #8, RFC 5958), DER of at most 4,096 bytes: the reader stands before the algorithm
 * identifier.
 */
export function enterPrivateKeyInfo(pkcs8: Uint8Array, refuse: Refusal): DerReader {
  if (pkcs8.length > maxLength) {
    throw refuse(`the key has ${String(pkcs8.length)} bytes, too many to be read`);
  }
  const outer = createDerReader(pkcs8, refuse);
  const info = outer.enter(derTag.sequence, "the key");
  outer.finish("the key");
  expectVersion(info, 0, "the key", refuse);
  return info;
}
