import {
  digestLength,
  encryptionAlgorithms,
  macAlgorithms,
  maxMacMessageLength,
  namesOf,
  signatureAlgorithms,
} from "@keyferry/algorithms";
import { base64 } from "../../codecs/base64.ts";
import { hint, mark } from "../../codecs/marks.ts";
import { oneOf } from "../../codecs/text.ts";

/** Encryption under an asymmetric key, or to a recipient's public key. */
export const encryptionAlgorithm = oneOf(namesOf(encryptionAlgorithms));

/** Signatures over a digest. */
export const signatureAlgorithm = oneOf(namesOf(signatureAlgorithms));

/** What is signed: a SHA-256 digest; for SM2DSA the SM3 digest of Z_A and the message (GB/T 32918.2). */
export const digest = hint(
  "base64 text of a digest of 32 bytes",
  base64({ min: digestLength, max: digestLength }),
);

/** Message authentication codes. */
export const macAlgorithm = oneOf(namesOf(macAlgorithms));

/** What an authentication code is made of. */
export const macMessage = mark(
  { secret: true, hint: `base64 text of a message of up to ${String(maxMacMessageLength)} bytes` },
  base64({ max: maxMacMessageLength }),
);
