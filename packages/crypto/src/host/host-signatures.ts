import { digestToSign, type SignatureForm, type SignatureInput } from "../contract/signature-input.ts";
import type { HostKeyPair, HostSignature } from "../primitives/primitives.ts";
import { type SignatureAlgorithm, signatureAlgorithms } from "@keyferry/algorithms";

/** A library's way to sign, and what it is given. */
export interface HostSigning {
  readonly scheme: HostSignature;
  readonly input: Uint8Array;
}

/** Whether key pairs of one form sign that with `algorithm`. */
export function signsForm(
  { signatures, messageSignatures }: HostKeyPair,
  algorithm: SignatureAlgorithm,
  form: SignatureForm,
): boolean {
  const overDigests = signatures[algorithm] !== undefined;
  if (form === "digest") return overDigests;
  const isHashedHere = overDigests && signatureAlgorithms[algorithm].hash === "sha256";
  return isHashedHere || messageSignatures?.[algorithm] !== undefined;
}

/**
 * The way to sign `input`: a message goes to the library as it is where that hashes for itself, by its digest otherwise.
 * `undefined` where there is none.
 *
 * @throws CryptoError `unsupported` for a digest of another length than 32 bytes
 */
export function hostSigning(
  { signatures, messageSignatures }: HostKeyPair,
  algorithm: SignatureAlgorithm,
  input: SignatureInput,
): HostSigning | undefined {
  const ofMessages = messageSignatures?.[algorithm];
  if (input.message !== undefined && ofMessages !== undefined) {
    return { scheme: ofMessages, input: input.message };
  }
  const scheme = signatures[algorithm];
  return scheme && { scheme, input: digestToSign(algorithm, input) };
}
