import { publicUtf8 } from "@keyferry/bytes";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { EcbName } from "../../primitives/primitives.ts";
import { counting } from "./counting.ts";

/** What a block cipher in ECB has made of a text. */
export interface KnownEcb {
  readonly key: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** AES with padding by OpenSSL; SM4 of GB/T 32907 A.1. Decoded when they are asked for. */
export const knownEcb: Readonly<Record<EcbName, KnownEcb>> = {
  AES_256_ECB: {
    get key() {
      return counting(0, 32);
    },
    get plaintext() {
      return publicUtf8("a text that padding makes whole");
    },
    get ciphertext() {
      return hexToBytes("04e3fb480c5c4cf9a8ef9cd224d95e86986ea2c8178d67410cadff7ab94515ed");
    },
  },
  SM4_ECB: {
    get key() {
      return hexToBytes("0123456789abcdeffedcba9876543210");
    },
    get plaintext() {
      return hexToBytes("0123456789abcdeffedcba9876543210");
    },
    get ciphertext() {
      return hexToBytes("681edf34d206965e86b3e94f536e4246");
    },
  },
};
