import { sm2Curve } from "@keyferry/algorithms";
import { equalBytes, publicBytes, randomScalar, secretBytes, wipe } from "@keyferry/bytes";
import { sm2Arithmetic } from "./choose-arithmetic.ts";
import { sm3Kdf } from "../sm3/kdf.ts";
import { sm3 } from "../sm3/sm3.ts";
import { DecryptionError } from "../decryption-error.ts";

const pointLength = 65;
const digestLength = 32;
const headLength = pointLength + digestLength;

/** x2 || y2 of kP, 64 bytes. */
function sharedCoordinates(point: Uint8Array, k: Uint8Array): Uint8Array {
  return sm2Arithmetic().multiply(point, k).subarray(1);
}

/** C3 = SM3(x2 || M || y2). */
function checksum(coordinates: Uint8Array, message: Uint8Array): Uint8Array {
  return sm3
    .create()
    .update(coordinates.subarray(0, 32))
    .update(message)
    .update(coordinates.subarray(32))
    .digest();
}

function isAllZero(bytes: Uint8Array): boolean {
  return bytes.reduce((seen, byte) => seen | byte, 0) === 0;
}

/** Each byte of the keystream over one of the input: masks and unmasks. */
function mask(input: Uint8Array, keystream: Uint8Array, output: Uint8Array): void {
  for (let at = 0; at < input.length; at += 1) output[at] = (input[at] ?? 0) ^ (keystream[at] ?? 0);
}

/** One try with one k: undefined when k has to be drawn again, since the message would stand there in the clear. */
function encryptOnce(recipient: Uint8Array, message: Uint8Array, k: Uint8Array): Uint8Array | undefined {
  const coordinates = sharedCoordinates(recipient, k);
  const keystream = sm3Kdf(coordinates, message.length);
  try {
    if (isAllZero(keystream)) return undefined;
    const ciphertext = publicBytes(headLength + message.length);
    ciphertext.set(sm2Arithmetic().multiplyBase(k));
    ciphertext.set(checksum(coordinates, message), pointLength);
    mask(message, keystream, ciphertext.subarray(headLength));
    return ciphertext;
  } finally {
    wipe(coordinates, keystream);
  }
}

/**
 * Encrypts with SM2 (GB/T 32918.4 6.1).
 *
 * @param point the recipient's public key, `04 || x || y`
 * @param message at least one byte
 * @param drawScalar where k comes from, 32 bytes each time: only for known answers
 * @returns C1 C3 C2: `04 || x1 || y1`, SM3 checksum, and as many bytes as the message
 * @throws RangeError for an empty message; Error for a point that is not on the curve
 */
export function encryptSm2(
  point: Uint8Array,
  message: Uint8Array,
  drawScalar: () => Uint8Array = () => randomScalar(sm2Curve.n - 1n),
): Uint8Array {
  if (message.length === 0) throw new RangeError("SM2 encrypts no empty message");
  for (;;) {
    const k = drawScalar();
    try {
      const ciphertext = encryptOnce(point, message, k);
      if (ciphertext) return ciphertext;
    } finally {
      wipe(k);
    }
  }
}

/**
 * Decrypts with SM2 (GB/T 32918.4 7.1).
 *
 * @param scalar the private key d, 32 bytes, big-endian
 * @param ciphertext C1 C3 C2
 * @returns the message; the caller wipes it
 * @throws DecryptionError for anything else than a ciphertext for this key, and for a private key that is none
 */
export function decryptSm2(scalar: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  if (ciphertext.length <= headLength) throw new DecryptionError();
  const coordinates = checkedCoordinates(ciphertext.subarray(0, pointLength), scalar);
  const masked = ciphertext.subarray(headLength);
  const keystream = sm3Kdf(coordinates, masked.length);
  const message = secretBytes(masked.length);
  mask(masked, keystream, message);
  const matches = equalBytes(checksum(coordinates, message), ciphertext.subarray(pointLength, headLength));
  const usable = matches && !isAllZero(keystream);
  wipe(coordinates, keystream);
  if (usable) return message;
  wipe(message);
  throw new DecryptionError();
}

/** x2 || y2 of dC1, after the checks that keep C1 on the curve. */
function checkedCoordinates(c1: Uint8Array, scalar: Uint8Array): Uint8Array {
  try {
    return sharedCoordinates(c1, scalar);
  } catch {
    throw new DecryptionError();
  }
}
