import { publicBytesOf } from "@keyferry/bytes";

/** The base 128 digits of a number, each but the last with the highest bit set (X.690 8.19.2). */
function digitsOf(number: number): readonly number[] {
  const digits = [number % 0x80];
  for (let rest = Math.floor(number / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
    digits.unshift(0x80 | (rest % 0x80));
  }
  return digits;
}

/**
 * An object identifier as the contents of its DER element (X.690 8.19).
 *
 * @param dotted at least two numbers with dots between them: `1.2.840.10045.2.1`
 */
export function encodeObjectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return publicBytesOf(...[40 * first + second, ...others].flatMap(digitsOf));
}
