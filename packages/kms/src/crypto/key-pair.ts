import {
  type EncryptionAlgorithm,
  encryptsWith,
  isAsymmetricKeySpec,
  type KeyUsage,
  maxPlaintext,
  type SignatureAlgorithm,
  signsWith,
} from "@keyferry/algorithms";
import { type AsymmetricCipher, type BackendKey, type CryptoBackend, type Signer } from "@keyferry/crypto";
import { serviceError, type ServiceError } from "@keyferry/protocol";
import type { VersionTarget } from "../call/targets.ts";
import { keyOwner } from "./data-key.ts";

/**
 * A version of a key pair as the crypto backends take it.
 *
 * @param usage what the key must be for; any when absent
 * @throws ServiceError `Rejected.UnsupportedOperation` for a symmetric key, or one of another usage
 */
export function asymmetricKey(use: VersionTarget, usage?: KeyUsage): BackendKey {
  const { key, version } = use;
  const { id, spec } = key;
  if (!isAsymmetricKeySpec(spec)) {
    throw serviceError("Rejected.UnsupportedOperation", { reason: `the KeySpec of ${id} is ${spec}` });
  }
  if (usage !== undefined && key.usage !== usage) {
    throw serviceError("Rejected.UnsupportedOperation", { reason: `the KeyUsage of ${id} is ${key.usage}` });
  }
  const { id: versionId, custody, material } = version;
  return { owner: keyOwner(use, key), versionId, spec, custody, material };
}

/**
 * @param parameter the one that names the algorithm
 * @throws ServiceError `InvalidParameter` for an algorithm that keys of this spec do not encrypt with
 */
export function checkEncryptionAlgorithm(
  { spec }: BackendKey,
  algorithm: EncryptionAlgorithm,
  parameter = "Algorithm",
): void {
  if (!encryptsWith(spec, algorithm)) throw mismatch(spec, algorithm, parameter);
}

/** @throws ServiceError `InvalidParameter` for a plaintext that is longer than the algorithm takes under keys of this spec */
export function checkPlaintextLength(
  { spec }: BackendKey,
  algorithm: EncryptionAlgorithm,
  { length }: Uint8Array,
): void {
  const max = maxPlaintext(algorithm, spec);
  if (length <= max) return;
  const reason = `has ${String(length)} bytes, ${algorithm} takes at most ${String(max)} under a key of ${spec}`;
  throw serviceError("InvalidParameter", { parameter: "Plaintext", reason });
}

/** @throws ServiceError `InvalidParameter` for an algorithm that keys of this spec do not sign with */
export function checkSignatureAlgorithm({ spec }: BackendKey, algorithm: SignatureAlgorithm): void {
  if (!signsWith(spec, algorithm)) throw mismatch(spec, algorithm, "Algorithm");
}

/** @throws ServiceError `UnsupportedOperation` where no backend encrypts under key pairs */
export function asymmetricCipherOf({
  name,
  asymmetricCipher,
}: Pick<CryptoBackend, "name" | "asymmetricCipher">): AsymmetricCipher {
  if (asymmetricCipher !== undefined) return asymmetricCipher;
  throw serviceError("UnsupportedOperation", { reason: `${name} does not encrypt under key pairs` });
}

/** @throws ServiceError `UnsupportedOperation` where no backend signs */
export function signerOf({ name, signer }: Pick<CryptoBackend, "name" | "signer">): Signer {
  if (signer !== undefined) return signer;
  throw serviceError("UnsupportedOperation", { reason: `${name} does not sign` });
}

/** The error of an algorithm that is not for keys of a spec; `parameter` names the algorithm. */
export function mismatch(spec: string, algorithm: string, parameter: string): ServiceError {
  const reason = `${algorithm} does not go with a key of ${spec}`;
  return serviceError("InvalidParameter", { parameter, reason });
}
