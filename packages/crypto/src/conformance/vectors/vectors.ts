import { hexToBytes, utf8ToBytes } from "@noble/ciphers/utils.js";

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
