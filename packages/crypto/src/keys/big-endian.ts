import { bytesToHex } from "@noble/ciphers/utils.js";

/** The unsigned integer in big-endian `bytes`; 0 for none. For public values: not constant time. */
export function bigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`);
}
