import type { X509Certificate } from "node:crypto";

/** What is known of a signature algorithm of certificates and of revocation lists. */
interface SignatureAlgorithm {
  /** As OpenSSL calls it; null: the algorithm has its own. */
  readonly hash: string | null;
}

/** RSA (PKCS #1 v1.5) and ECDSA with SHA-2, and Ed25519, by their object identifiers. */
const algorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  "1.2.840.113549.1.1.11": { hash: "sha256" },
  "1.2.840.113549.1.1.12": { hash: "sha384" },
  "1.2.840.113549.1.1.13": { hash: "sha512" },
  "1.2.840.10045.4.3.2": { hash: "sha256" },
  "1.2.840.10045.4.3.3": { hash: "sha384" },
  "1.2.840.10045.4.3.4": { hash: "sha512" },
  "1.3.101.112": { hash: null },
};
const leastModulus = 2048;
const curves: readonly (string | undefined)[] = ["prime256v1", "secp384r1", "secp521r1"];

/** A signature algorithm that is strong enough to be believed; undefined for any other object identifier. */
export function signatureAlgorithm(id: string): SignatureAlgorithm | undefined {
  return Object.hasOwn(algorithms, id) ? algorithms[id] : undefined;
}

/** Whether an issuer's key is long enough for its signatures to be believed: RSA of 2,048 bits, curves of 256. */
export function hasStrongKey({ publicKey }: X509Certificate): boolean {
  const { modulusLength = 0, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  switch (publicKey.asymmetricKeyType) {
    case "rsa":
      return modulusLength >= leastModulus;
    case "ec":
      return curves.includes(namedCurve);
    default:
      return publicKey.asymmetricKeyType === "ed25519";
  }
}
