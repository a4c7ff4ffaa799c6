import { hexToBytes, utf8ToBytes } from "@noble/ciphers/utils.js";
import { fromBase64 } from "./from-base64.ts";

/** Ciphertexts of one data key under the fixed keys, made by OpenSSL's pkeyutl. */
export const exportedByOpenssl = {
  dataKey: Uint8Array.from({ length: 32 }, (_, index) => 0x40 + index),
  RSAES_OAEP_SHA_256: fromBase64(
    "VXKg2LQHKwZibQ/+9uaneSqjwmvWwKem3kPNco40Xj/PtxQO9S/3DBDqoEjhDU6vN0/zPjK4bdhAQK7KAdLCYcZFa3sE8QyJgLQA" +
      "tGWnwbU74wTGqTmyon5+//J+QN5/mSoDnVwSwp3yv4C82hkmn8mKXwYemIzKYR7fB+tU35I1Dnyc+HxDd7PgVx54tG1OZDDu+NoY" +
      "nzhucCzw/gY5DXLAVwDI+slilErrgoMcTbSTgLbeEz74/lZqC+RUP/NrL/K7+ZUplLgixauQANz1pdySWvsiR6X54l3SVks40USf" +
      "+M2p40NR5PPog12A7kkOece1XVM0sNkDFmNXC0+/Bw==",
  ),
  RSAES_OAEP_SHA_1: fromBase64(
    "W/AASYh6GxB1M9hSxePHuVM9amo5K1kC3q0IZ87WjlrnvVc3y+sUv/PENC2ieWC/b/TmPj5yCwVXFvtu4fRn7G5r4OHZNmAbarrS" +
      "IWzFfnAMdBE/Q2yE1OsGLt4P6H3OHYwJZSABdZlVOoVPMx2kD0XExhLdlxn/MErfGC1wgq0wUWLgvKikB2atr/nYAL0+XXgTx/BZ" +
      "Cz28iHRMp9QhxJhl66JiOxmj8YFuhSgA6ceCHl+FFRo+qzqSiLGMHECmbiux0th1HjtduDVBLtqz9bjsoA2BlSLiX6ppNzy+kdA+" +
      "7nWJezffg6Idw5XvYkZTMZoOVdz8U6bTojVgKYPMAQ==",
  ),
  /** In DER (GM/T 0009). */
  SM2PKE: fromBase64(
    "MIGJAiEAoOF3SBVlMsY1WarDOHEsQlw4c2hY8znfzkTzoS4R628CIAEzM4LO+f/JM8VsxXCcf2IcHBOIwjD4aRSNCHLFQKHHBCAp" +
      "DzcEBBvpncoU6PIEz4HB1vZdnisOA3Jg8hKMjpQ5ZgQgCZBy1Z4/aayQlQvQt2HaFQOKuCp/gGwklEqJHgBaOrg=",
  ),
} as const;

/** GB/T 32918.5 annex C: the example of encryption on the recommended curve. */
export const gbt32918Example = {
  scalar: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  point: hexToBytes(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  message: utf8ToBytes("encryption standard"),
  /** Raw, C1 C3 C2. */
  ciphertext: hexToBytes(
    "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73" +
      "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0" +
      "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766" +
      "21886ca989ca9c7d58087307ca93092d651efa",
  ),
} as const;

/**
 * Bodies of the host form under imported key material, computed apart from this package: AES by OpenSSL, SM4-GCM from
 * OpenSSL's SM4-ECB by hand, after RFC 8998 A.1 had come out right.
 */
export const hostBodies = {
  versionId: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11",
  context: [["purpose", "conformance"]],
  /** The base64 of 32 bytes, from a0 on. */
  text: utf8ToBytes("oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8="),
  /** As many of these bytes as the cipher's key has. */
  material: Uint8Array.from({ length: 32 }, (_, index) => index),
  bodies: {
    Aliyun_AES_256: hexToBytes(
      "cafebabefacedbaddecaf888e5e8e74fc54c1c77367a38b20a7cf84d7f6bf224" +
        "ad2e290c3dad4b41caeb04ccd81cac70b4e3305b50291055af8a8496aeed6f106947d20cf3e4a898",
    ),
    Aliyun_AES_192: hexToBytes(
      "cafebabefacedbaddecaf888a36dfd50310beb1ef2154adeb1624e15982151442e5f15a3" +
        "f814b08c35c1178b1b4c16223a6439b4b2bfece439867bf29a6ca5ab684e114f4d3b47a5",
    ),
    Aliyun_AES_128: hexToBytes(
      "cafebabefacedbaddecaf888e63280dfeac1d26dda61ace72c9bd195f4400a5129dcf3dd" +
        "429b594b02458ce2ef65f43687236445bb3d8801098964e2c3d6354c23fc0fc646e2de26",
    ),
    Aliyun_SM4: hexToBytes(
      "cafebabefacedbaddecaf88838d408efc0399d7d09a2913c69af689446ef3ab5" +
        "c8e9973e8bf65600f1b943c3aa9069e797de94c49ec629324ea4b5f1b0071cec2dcd68e2caa9e2c8",
    ),
  },
} as const;
