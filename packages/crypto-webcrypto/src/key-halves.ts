import { unshared, withUnshared } from "./unshared.ts";

/** A key pair as SubtleCrypto has it, for one algorithm and one hash. Neither key can be exported. */
export interface KeyHalves {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** What SubtleCrypto is told of a key that it imports. */
export type ImportAlgorithm = RsaHashedImportParams | EcKeyImportParams;

/**
 * Imports both sides of a key pair. Rejects with SubtleCrypto's own error.
 *
 * @param algorithm what both are for
 * @param usages of the private key, then of the public one
 * @param pkcs8 PrivateKeyInfo, DER; the caller wipes it
 * @param spki SubjectPublicKeyInfo, DER
 */
export async function importHalves(
  subtle: SubtleCrypto,
  algorithm: ImportAlgorithm,
  usages: readonly [ofPrivateKey: KeyUsage, ofPublicKey: KeyUsage],
  pkcs8: Uint8Array,
  spki: Uint8Array,
): Promise<KeyHalves> {
  const [ofPrivateKey, ofPublicKey] = usages;
  const importing = [
    withUnshared(pkcs8, (bytes) => subtle.importKey("pkcs8", bytes, algorithm, false, [ofPrivateKey])),
    subtle.importKey("spki", unshared(spki), algorithm, false, [ofPublicKey]),
  ] as const;
  const [privateKey, publicKey] = await Promise.all(importing);
  return { privateKey, publicKey };
}
