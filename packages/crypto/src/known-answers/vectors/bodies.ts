import type { CipherName } from "@keyferry/algorithms";
import { publicUtf8 } from "@keyferry/bytes";
import { hexToBytes } from "@noble/hashes/utils.js";
import { bindingOf } from "../../blob/blob.ts";
import { counting } from "./counting.ts";

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";

/**
 * Bodies of the host form under known key material, computed apart from this package: AES by OpenSSL, SM4-GCM from OpenSSL's
 * SM4-ECB by hand, after RFC 8998 A.1 had come out right. Decoded when they are asked for.
 */
export const knownBodies = {
  versionId,
  get binding() {
    return bindingOf(versionId, [["purpose", "conformance"]]);
  },
  /** The base64 of 32 bytes, from a0 on. */
  get text() {
    return publicUtf8("oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8=");
  },
  /** As many of these bytes as the cipher's key has. */
  get material() {
    return counting(0, 32);
  },
  bodyBy: (cipher: CipherName) => hexToBytes(bodies[cipher]),
} as const;

const bodies: Readonly<Record<CipherName, string>> = {
  AES_256_GCM:
    "cafebabefacedbaddecaf888e5e8e74fc54c1c77367a38b20a7cf84d7f6bf224" +
    "ad2e290c3dad4b41caeb04ccd81cac70b4e3305b50291055af8a8496aeed6f106947d20cf3e4a898",
  AES_192_GCM:
    "cafebabefacedbaddecaf888a36dfd50310beb1ef2154adeb1624e15982151442e5f15a3" +
    "f814b08c35c1178b1b4c16223a6439b4b2bfece439867bf29a6ca5ab684e114f4d3b47a5",
  AES_128_GCM:
    "cafebabefacedbaddecaf888e63280dfeac1d26dda61ace72c9bd195f4400a5129dcf3dd" +
    "429b594b02458ce2ef65f43687236445bb3d8801098964e2c3d6354c23fc0fc646e2de26",
  SM4_GCM:
    "cafebabefacedbaddecaf88838d408efc0399d7d09a2913c69af689446ef3ab5" +
    "c8e9973e8bf65600f1b943c3aa9069e797de94c49ec629324ea4b5f1b0071cec2dcd68e2caa9e2c8",
};
