import { joinPublic, joinSecret, publicBytesOf } from "@keyferry/bytes";
import type { Refusal } from "./refusal.ts";

/** The tags that keys and SM2 ciphertexts are made of (X.690 8). */
export const derTag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
  /** Context-specific 0 and 1, constructed: the optional fields of an ECPrivateKey (RFC 5915). */
  explicit0: 0xa0,
  explicit1: 0xa1,
} as const;

/** Reads one series of DER elements, front to back. Contents are views into the input, never copies. */
export interface DerReader {
  /** Tag of the next element; `undefined` at the end. */
  peek(): number | undefined;
  /** Contents of the next element, which must carry `tag`. `what` names it in the refusal. */
  take(tag: number, what: string): Uint8Array;
  /** A reader of the next element's contents. */
  enter(tag: number, what: string): DerReader;
  /** Magnitude of a non-negative INTEGER, big-endian, without leading zeros: empty for 0. */
  unsigned(what: string): Uint8Array;
  /** Contents of a BIT STRING of whole bytes. */
  bits(what: string): Uint8Array;
  /** Refuses anything that is left. */
  finish(what: string): void;
}

/**
 * Reads strict DER (X.690 10): definite lengths in their shortest form, up to 65,535 bytes.
 *
 * @throws what `refuse` makes, for anything else
 */
export function createDerReader(bytes: Uint8Array, refuse: Refusal): DerReader {
  let offset = 0;

  const nextByte = (what: string): number => {
    const byte = bytes[offset];
    if (byte === undefined) throw refuse(`${what} is missing or cut short`);
    offset += 1;
    return byte;
  };

  const readLength = (what: string): number => {
    const first = nextByte(what);
    if (first < 0x80) return first;
    if (first === 0x80) throw refuse(`${what} has an indefinite length, which is BER and not DER`);
    if (first > 0x82) throw refuse(`${what} has a length of more than two bytes`);
    let length = nextByte(what);
    if (first === 0x82) length = length * 256 + nextByte(what);
    if (length < (first === 0x81 ? 0x80 : 0x100)) {
      throw refuse(`${what} has a length in a longer form than needed, which is BER and not DER`);
    }
    return length;
  };

  const take = (tag: number, what: string): Uint8Array => {
    if (nextByte(what) !== tag) throw refuse(`${what} is missing, something else stands in its place`);
    const length = readLength(what);
    if (length > bytes.length - offset) throw refuse(`${what} is cut short`);
    const contents = bytes.subarray(offset, offset + length);
    offset += length;
    return contents;
  };

  return {
    peek: () => bytes[offset],
    take,
    enter: (tag, what) => createDerReader(take(tag, what), refuse),
    unsigned(what) {
      const contents = take(derTag.integer, what);
      const first = contents[0];
      if (first === undefined) throw refuse(`${what} is empty`);
      if (first >= 0x80) throw refuse(`${what} is negative`);
      if (first !== 0) return contents;
      if (contents.length > 1 && (contents[1] ?? 0) < 0x80) {
        throw refuse(`${what} has more leading zeros than needed, which is BER and not DER`);
      }
      return contents.subarray(1);
    },
    bits(what) {
      const contents = take(derTag.bitString, what);
      if (contents.length === 0) throw refuse(`${what} is empty`);
      if (contents[0] !== 0) throw refuse(`${what} has unused bits`);
      return contents.subarray(1);
    },
    finish(what) {
      if (offset !== bytes.length) throw refuse(`trailing bytes after ${what}`);
    },
  };
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return publicBytesOf(length);
  if (length < 0x100) return publicBytesOf(0x81, length);
  if (length < 0x1_0000) return publicBytesOf(0x82, length >> 8, length & 0xff);
  throw new RangeError("DER elements of more than 65,535 bytes are not written");
}

/** Tag and length of an element around its contents. */
function headOf(tag: number, contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  return joinPublic(publicBytesOf(tag), encodeLength(length));
}

/** One DER element around its contents, up to 65,535 bytes. */
export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return joinPublic(headOf(tag, contents), ...contents);
}

/** {@link encodeDer} around a secret; the caller wipes it, and the contents. */
export function encodeSecretDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return joinSecret(headOf(tag, contents), ...contents);
}

/** A non-negative INTEGER from its big-endian magnitude; leading zeros are dropped. */
export function encodeDerUnsigned(magnitude: Uint8Array): Uint8Array {
  const firstNonZero = magnitude.findIndex((byte) => byte !== 0);
  const shortest = firstNonZero === -1 ? publicBytesOf(0) : magnitude.subarray(firstNonZero);
  const signByte = publicBytesOf(...((shortest[0] ?? 0) >= 0x80 ? [0] : []));
  return encodeDer(derTag.integer, signByte, shortest);
}

/** A BIT STRING of whole bytes. */
export function encodeDerBits(contents: Uint8Array): Uint8Array {
  return encodeDer(derTag.bitString, publicBytesOf(0), contents);
}
