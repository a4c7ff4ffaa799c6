import { wrappingAlgorithms } from "@keyferry/algorithms";
import { copyPublic, joinPublic, publicBytes, publicBytesOf } from "@keyferry/bytes";
import { createDerReader, derTag, encodeDer, encodeDerUnsigned } from "../keys/der.ts";
import { CryptoError } from "../errors.ts";

const coordinateLength = 32;
const pointLength = 65;
const hashLength = 32;
const overhead = pointLength + hashLength;

/** The longest raw SM2PKE ciphertext that is looked at, in bytes. */
const maxRawLength = overhead + wrappingAlgorithms.SM2PKE.maxPayload;
/** DER adds its heads and two sign bytes. */
const maxDerLength = maxRawLength + 24;

const refuse = (why: string) => new CryptoError("undecryptable", `SM2 ciphertext: ${why}`);

function checkRaw(raw: Uint8Array): void {
  if (raw[0] !== 0x04) throw refuse("C1 is not an uncompressed point");
  if (raw.length <= overhead) throw refuse("too short");
  if (raw.length > maxRawLength) throw refuse("too long");
}

function leftPad(magnitude: Uint8Array): Uint8Array {
  if (magnitude.length > coordinateLength) throw refuse("coordinate of more than 32 bytes");
  const padded = publicBytes(coordinateLength);
  padded.set(magnitude, coordinateLength - magnitude.length);
  return padded;
}

/**
 * Turns a raw SM2PKE ciphertext, `04 || x || y || C3 || C2` (GB/T 32918.4), into the SEQUENCE of GM/T 0009: x, y,
 * C3 and C2. Its length varies with the leading zeros of x and y.
 *
 * @throws CryptoError `undecryptable` where `raw` has not that form
 */
export function sm2CiphertextToDer(raw: Uint8Array): Uint8Array {
  checkRaw(raw);
  return encodeDer(
    derTag.sequence,
    encodeDerUnsigned(raw.subarray(1, 1 + coordinateLength)),
    encodeDerUnsigned(raw.subarray(1 + coordinateLength, pointLength)),
    encodeDer(derTag.octetString, raw.subarray(pointLength, overhead)),
    encodeDer(derTag.octetString, raw.subarray(overhead)),
  );
}

/**
 * Takes an SM2PKE ciphertext in either form, told apart by the first byte, and answers the raw one. That the point
 * is on the curve is for the decryption to check.
 *
 * @throws CryptoError `undecryptable` for neither form, loose DER, or more than 6,144 raw bytes
 */
export function sm2CiphertextToRaw(ciphertext: Uint8Array): Uint8Array {
  if (ciphertext[0] !== derTag.sequence) {
    checkRaw(ciphertext);
    return copyPublic(ciphertext);
  }
  if (ciphertext.length > maxDerLength) throw refuse("too long");
  const outer = createDerReader(ciphertext, refuse);
  const fields = outer.enter(derTag.sequence, "the ciphertext");
  outer.finish("the ciphertext");
  const x = leftPad(fields.unsigned("x"));
  const y = leftPad(fields.unsigned("y"));
  const c3 = fields.take(derTag.octetString, "C3");
  const c2 = fields.take(derTag.octetString, "C2");
  fields.finish("C2");
  if (c3.length !== hashLength) throw refuse("C3 has not 32 bytes");
  const raw = joinPublic(publicBytesOf(0x04), x, y, c3, c2);
  checkRaw(raw);
  return raw;
}
