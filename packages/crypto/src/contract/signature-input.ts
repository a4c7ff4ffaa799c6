import { digestLength, type SignatureAlgorithm, signatureAlgorithms } from "@keyferry/algorithms";
import { sha256 } from "@noble/hashes/sha2.js";
import { unsupported } from "../errors.ts";

/**
 * What is signed: a digest of 32 bytes that the caller made, or a message, of any length, that is hashed as the row of
 * `signatureAlgorithms` says. A message and its digest have the same signatures.
 */
export type SignatureInput =
  | { readonly digest: Uint8Array; readonly message?: never }
  | { readonly message: Uint8Array; readonly digest?: never };

/** The two forms of {@link SignatureInput}: Alibaba Cloud calls them DIGEST and RAW. */
export type SignatureForm = "digest" | "message";

/** The form of what is signed. */
export function signatureForm(input: SignatureInput): SignatureForm {
  return input.digest === undefined ? "message" : "digest";
}

/**
 * The digest that `algorithm` signs, of 32 bytes: the caller's, or SHA-256 of the message.
 *
 * @throws CryptoError `unsupported` for a digest of another length, and for a message under SM2DSA, whose digest depends
 *   on the signer
 */
export function digestToSign(algorithm: SignatureAlgorithm, { digest, message }: SignatureInput): Uint8Array {
  if (digest !== undefined) {
    if (digest.length === digestLength) return digest;
    const why = `a digest has ${String(digestLength)} bytes, not ${String(digest.length)}`;
    throw unsupported(why);
  }
  if (signatureAlgorithms[algorithm].hash === "sha256") return sha256(message);
  throw unsupported(`messages are not hashed for ${algorithm} here`);
}
