import type { MacAlgorithm } from "@keyferry/algorithms";
import { publicBytes, publicUtf8 } from "@keyferry/bytes";
import { hexToBytes } from "@noble/hashes/utils.js";
import { counting } from "./counting.ts";

/** Published codes of one message under one key. */
export interface KnownMacs {
  /** As published, of any length. */
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly macs: Readonly<Partial<Record<MacAlgorithm, Uint8Array>>>;
}

/** Published codes of each algorithm, over SHA-2 and over SM3. Decoded when they are asked for. */
export const knownMacs = {
  /** RFC 4231 4.2. */
  get sha2() {
    return {
      key: publicBytes(20).fill(0x0b),
      message: publicUtf8("Hi There"),
      macs: {
        HMAC_SHA_224: hexToBytes("896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22"),
        HMAC_SHA_256: hexToBytes("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        HMAC_SHA_384: hexToBytes(
          "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec6" +
            "82aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
        ),
        HMAC_SHA_512: hexToBytes(
          "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde" +
            "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
      },
    };
  },
  /** GM/T 0042 D.3.1. */
  get sm3() {
    return {
      key: counting(1, 32),
      message: publicUtf8("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2)),
      macs: { HMAC_SM3: hexToBytes("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a") },
    };
  },
} as const satisfies Readonly<Record<"sha2" | "sm3", KnownMacs>>;
