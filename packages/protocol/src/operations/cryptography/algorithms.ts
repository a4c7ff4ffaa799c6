import { base64 } from "../../codecs/base64.ts";
import { hint } from "../../codecs/marks.ts";
import { oneOf } from "../../codecs/text.ts";

/** Encryption under an asymmetric key, or to a recipient's public key. */
export const encryptionAlgorithm = oneOf(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"]);

/** Signatures over a digest. */
export const signatureAlgorithm = oneOf(["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256", "SM2DSA"]);

/** What is signed: a SHA-256 digest; for SM2DSA the SM3 digest of Z_A and the message (GB/T 32918.2). */
export const digest = hint("base64 text of a digest of 32 bytes", base64({ min: 32, max: 32 }));
