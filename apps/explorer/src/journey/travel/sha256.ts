import { sha256 as digest } from "@noble/hashes/sha2.js";
import { hexOf } from "./traces.ts";

/** SHA-256 (FIPS 180-4): lower-case hex. By WebCrypto it could not be had on plain HTTP addresses of other machines. */
export function sha256(bytes: Uint8Array): string {
  return hexOf(digest(bytes));
}
