import { publicBytesOf } from "@keyferry/bytes";

/** So many bytes, each one more than the one before. */
export function counting(first: number, length: number): Uint8Array {
  return publicBytesOf(...Array.from({ length }, (_, index) => first + index));
}
