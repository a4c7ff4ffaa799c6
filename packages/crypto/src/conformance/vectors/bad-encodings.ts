import { concatBytes } from "@noble/ciphers/utils.js";
import { derTag, encodeDer, encodeDerBits } from "../../keys/der.ts";

/** The two parts of a sound SubjectPublicKeyInfo. */
export interface KeyParts {
  /** The AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array;
  /** What stands in the BIT STRING. */
  readonly contents: Uint8Array;
}

const zero = Uint8Array.of(0);

/** A SubjectPublicKeyInfo of its two parts. */
export function encodeKey({ algorithm, contents }: KeyParts): Uint8Array {
  return encodeDer(derTag.sequence, algorithm, encodeDerBits(contents));
}

/** The head of the outer SEQUENCE written anew, in another way than DER's. */
function withHead(key: Uint8Array, ...head: readonly number[]): Uint8Array {
  const headLength = (key[1] ?? 0) < 0x80 ? 2 : 2 + ((key[1] ?? 0) & 0x7f);
  return concatBytes(Uint8Array.of(derTag.sequence, ...head), key.subarray(headLength));
}

/** The same sound key in encodings that are not the one of DER, by what is wrong with each. */
export function badEncodings(parts: KeyParts): readonly (readonly [name: string, spki: Uint8Array])[] {
  const { algorithm, contents } = parts;
  const key = encodeKey(parts);
  const bits = (unused: number, value: Uint8Array) =>
    encodeDer(derTag.sequence, algorithm, encodeDer(derTag.bitString, Uint8Array.of(unused), value));
  const lastCleared = contents.slice();
  lastCleared.set([(contents.at(-1) ?? 0) & 0xfe], contents.length - 1);
  const longAlgorithm = concatBytes(algorithm.subarray(0, 1), Uint8Array.of(0x81), algorithm.subarray(1));
  const bodyLength = algorithm.length + encodeDerBits(contents).length;

  return [
    ["nothing at all", new Uint8Array(0)],
    ["zeros", new Uint8Array(key.length)],
    ["a byte before the key", concatBytes(zero, key)],
    ["a trailing byte after the key", concatBytes(key, zero)],
    ["the key twice", concatBytes(key, key)],
    ["cut short by a byte", key.subarray(0, -1)],
    ["cut short in the middle", key.subarray(0, key.length >> 1)],
    ["only its first byte", key.subarray(0, 1)],
    [
      "an element after the BIT STRING",
      encodeDer(derTag.sequence, algorithm, encodeDerBits(contents), encodeDer(derTag.null)),
    ],
    ["a trailing byte in the BIT STRING", encodeKey({ algorithm, contents: concatBytes(contents, zero) })],
    ["an unused bit in the BIT STRING", bits(1, lastCleared)],
    ["seven unused bits in the BIT STRING", bits(7, contents)],
    ["eight unused bits in the BIT STRING", bits(8, contents)],
    ["an empty BIT STRING", encodeDer(derTag.sequence, algorithm, encodeDer(derTag.bitString))],
    [
      "an OCTET STRING in place of the BIT STRING",
      encodeDer(derTag.sequence, algorithm, encodeDer(derTag.octetString, zero, contents)),
    ],
    ["a SET in place of the outer SEQUENCE", concatBytes(Uint8Array.of(0x31), key.subarray(1))],
    ["no AlgorithmIdentifier", encodeDer(derTag.sequence, encodeDerBits(contents))],
    [
      "the AlgorithmIdentifier twice",
      encodeDer(derTag.sequence, algorithm, algorithm, encodeDerBits(contents)),
    ],
    ["BER: an outer length of three bytes", withHead(key, 0x83, 0, bodyLength >> 8, bodyLength & 0xff)],
    ["BER: an indefinite outer length", concatBytes(withHead(key, 0x80), zero, zero)],
    [
      "BER: an AlgorithmIdentifier with a longer length than needed",
      encodeKey({ algorithm: longAlgorithm, contents }),
    ],
    [
      "BER: a constructed BIT STRING",
      encodeDer(derTag.sequence, algorithm, encodeDer(0x23, encodeDerBits(contents))),
    ],
    ["an outer length of four bytes, all ones", withHead(key, 0x84, 0xff, 0xff, 0xff, 0xff)],
    ["longer than anything worth reading", concatBytes(key, new Uint8Array(8_192))],
  ];
}
