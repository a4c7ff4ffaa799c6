import {
  encryptsWith,
  signsWith,
  type AsymmetricCipher,
  type BackendKey,
  type CryptoBackend,
  type EncryptionAlgorithm,
  type SignatureAlgorithm,
  type Signer,
} from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";

/** @throws ServiceError `InvalidParameter` for an algorithm that keys of this spec do not encrypt with */
export function checkEncryptionAlgorithm({ spec }: BackendKey, algorithm: EncryptionAlgorithm): void {
  if (!encryptsWith(spec, algorithm)) throw mismatch(spec, algorithm);
}

/** @throws ServiceError `InvalidParameter` for an algorithm that keys of this spec do not sign with */
export function checkSignatureAlgorithm({ spec }: BackendKey, algorithm: SignatureAlgorithm): void {
  if (!signsWith(spec, algorithm)) throw mismatch(spec, algorithm);
}

/** @throws ServiceError `UnsupportedOperation` where no backend encrypts under key pairs */
export function asymmetricCipherOf({ name, asymmetricCipher }: CryptoBackend): AsymmetricCipher {
  if (asymmetricCipher !== undefined) return asymmetricCipher;
  throw serviceError("UnsupportedOperation", { reason: `${name} does not encrypt under key pairs` });
}

/** @throws ServiceError `UnsupportedOperation` where no backend signs */
export function signerOf({ name, signer }: CryptoBackend): Signer {
  if (signer !== undefined) return signer;
  throw serviceError("UnsupportedOperation", { reason: `${name} does not sign` });
}

function mismatch(spec: string, algorithm: string) {
  const reason = `${algorithm} does not go with a key of ${spec}`;
  return serviceError("InvalidParameter", { parameter: "Algorithm", reason });
}
