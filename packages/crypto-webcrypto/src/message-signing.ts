import { type ImportAlgorithm, importHalves, type KeyHalves } from "./key-halves.ts";
import { unshared } from "./unshared.ts";

/** One way of SubtleCrypto to sign messages, which it hashes with SHA-256. A key of it works with that way alone. */
export interface MessageSigning {
  /**
   * Rejects with SubtleCrypto's own error.
   *
   * @param pkcs8 PrivateKeyInfo, DER; the caller wipes it
   * @param spki SubjectPublicKeyInfo, DER
   */
  importKeys(pkcs8: Uint8Array, spki: Uint8Array): Promise<KeyHalves>;
  /** @param spki SubjectPublicKeyInfo, DER */
  importPublicKey(spki: Uint8Array): Promise<CryptoKey>;
  sign(privateKey: CryptoKey, message: Uint8Array): Promise<Uint8Array>;
  verify(publicKey: CryptoKey, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

function messageSigning(
  subtle: SubtleCrypto,
  importAlgorithm: ImportAlgorithm,
  algorithm: AlgorithmIdentifier | RsaPssParams | EcdsaParams,
): MessageSigning {
  return {
    importKeys: (pkcs8, spki) => importHalves(subtle, importAlgorithm, ["sign", "verify"], pkcs8, spki),
    importPublicKey: async (spki) =>
      subtle.importKey("spki", unshared(spki), importAlgorithm, false, ["verify"]),
    sign: async (key, message) => new Uint8Array(await subtle.sign(algorithm, key, unshared(message))),
    verify: async (key, message, signature) =>
      subtle.verify(algorithm, key, unshared(signature), unshared(message)),
  };
}

const hash = "SHA-256";

/** RSASSA-PSS (RFC 8017 8.1): MGF1 over SHA-256, a salt of 32 bytes. */
export function rsaPss(subtle: SubtleCrypto): MessageSigning {
  const name = "RSA-PSS";
  return messageSigning(subtle, { name, hash }, { name, saltLength: 32 });
}

/** RSASSA-PKCS1-v1_5 (RFC 8017 8.2). */
export function rsaPkcs1(subtle: SubtleCrypto): MessageSigning {
  const name = "RSASSA-PKCS1-v1_5";
  return messageSigning(subtle, { name, hash }, { name });
}

/** ECDSA (FIPS 186-5 6) on P-256. A signature is two numbers of 32 bytes: r, then s. */
export function ecdsaP256(subtle: SubtleCrypto): MessageSigning {
  const name = "ECDSA";
  return messageSigning(subtle, { name, namedCurve: "P-256" }, { name, hash });
}
