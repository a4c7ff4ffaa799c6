import { type EcCurve, ecCurves, type EcKeySpec, isEcKeySpec, type KeySpec } from "@keyferry/algorithms";
import { concatBytes, hexToBytes } from "@noble/ciphers/utils.js";
import { bigEndian } from "../../keys/big-endian.ts";
import { createDerReader, derTag, encodeDer, encodeDerUnsigned } from "../../keys/der.ts";
import { refuseRecipientKey } from "../../keys/refusal.ts";

type Named = readonly [name: string, signature: Uint8Array];

function bytesOf(number: bigint): Uint8Array {
  const hex = number.toString(16);
  return hexToBytes(hex.padStart(hex.length + (hex.length % 2), "0"));
}

const der = (r: bigint, s: bigint): Uint8Array =>
  encodeDer(derTag.sequence, encodeDerUnsigned(bytesOf(r)), encodeDerUnsigned(bytesOf(s)));

/** r and s of a signature in DER. */
export function numbersOf(signature: Uint8Array): readonly [r: bigint, s: bigint] {
  const fields = createDerReader(signature, refuseRecipientKey).enter(derTag.sequence, "the signature");
  return [bigEndian(fields.unsigned("r")), bigEndian(fields.unsigned("s"))];
}

/** The other signature of ECDSA that the same key gives: (r, n-s). */
export function withOtherS(signature: Uint8Array, spec: EcKeySpec): Uint8Array {
  const [r, s] = numbersOf(signature);
  return der(r, ecCurves[spec].n - s);
}

function outOfRange(r: bigint, s: bigint, { n, p }: EcCurve): readonly Named[] {
  return [
    ["r = 0", der(0n, s)],
    ["s = 0", der(r, 0n)],
    ["both 0", der(0n, 0n)],
    ["both 1", der(1n, 1n)],
    ["r = n", der(n, s)],
    ["s = n", der(r, n)],
    ["r + n", der(r + n, s)],
    ["s + n", der(r, s + n)],
    ["r = p", der(p, s)],
    ["r + s = n", der(r, n - r)],
    ["r and s exchanged", der(s, r)],
    ["numbers of 64 bytes", der(1n << 511n, 1n << 511n)],
  ];
}

function looselyEncoded(r: bigint, s: bigint): readonly Named[] {
  const integer = (contents: Uint8Array) => encodeDer(derTag.integer, contents);
  const [rBytes, sBytes] = [bytesOf(r), bytesOf(s)];
  const both = concatBytes(encodeDerUnsigned(rBytes), encodeDerUnsigned(sBytes));
  const zero = Uint8Array.of(0);
  return [
    [
      "r with a leading zero too many",
      encodeDer(derTag.sequence, integer(concatBytes(zero, zero, rBytes)), encodeDerUnsigned(sBytes)),
    ],
    [
      "s with a leading zero too many",
      encodeDer(derTag.sequence, encodeDerUnsigned(rBytes), integer(concatBytes(zero, zero, sBytes))),
    ],
    ["-1 for r", encodeDer(derTag.sequence, integer(Uint8Array.of(0xff)), encodeDerUnsigned(sBytes))],
    ["an empty r", encodeDer(derTag.sequence, integer(new Uint8Array(0)), encodeDerUnsigned(sBytes))],
    ["a third number", encodeDer(derTag.sequence, both, encodeDerUnsigned(zero))],
    ["r alone", encodeDer(derTag.sequence, encodeDerUnsigned(rBytes))],
    [
      "octet strings",
      encodeDer(
        derTag.sequence,
        encodeDer(derTag.octetString, rBytes),
        encodeDer(derTag.octetString, sBytes),
      ),
    ],
    ["a length in BER", concatBytes(Uint8Array.of(derTag.sequence, 0x81, both.length), both)],
    ["an indefinite length", concatBytes(Uint8Array.of(derTag.sequence, 0x80), both, zero, zero)],
    ["a SET", encodeDer(0x31, both)],
    ["r and s without DER", concatBytes(rBytes, sBytes)],
  ];
}

/** Every byte of a short signature altered in one bit; of a long one some twenty, in the middle and at both ends. */
function flipped(signature: Uint8Array): readonly Named[] {
  const step = Math.max(1, Math.floor(signature.length / 20));
  return Array.from(signature.keys())
    .filter((at) => at % step === 0 || at === signature.length - 1)
    .map((at) => {
      const altered = signature.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte));
      return [`an altered byte ${String(at)}`, altered] as const;
    });
}

/** Bytes that are no signature, made from a sound one of a key of `spec`. */
export function badSignatures(signature: Uint8Array, spec: KeySpec): readonly Named[] {
  const { length } = signature;
  const zero = Uint8Array.of(0);
  const general: readonly Named[] = [
    ...flipped(signature),
    ["nothing", new Uint8Array(0)],
    ["one byte", zero],
    ["zeros", new Uint8Array(length)],
    ["ones", new Uint8Array(length).fill(0xff)],
    ["one byte less", signature.subarray(0, -1)],
    ["no first byte", signature.subarray(1)],
    ["a zero more", concatBytes(signature, zero)],
    ["a zero before it", concatBytes(zero, signature)],
    ["20,000 bytes", concatBytes(signature, new Uint8Array(20_000 - length))],
  ];
  if (!isEcKeySpec(spec)) {
    return [...general, ["1", concatBytes(new Uint8Array(length - 1), Uint8Array.of(1))]];
  }
  const [r, s] = numbersOf(signature);
  return [...general, ...outOfRange(r, s, ecCurves[spec]), ...looselyEncoded(r, s)];
}
