import { createPublicKey, generateKeyPairSync, generatePrimeSync } from "node:crypto";

/** A public key that data keys are exported to. Its private key is not needed. */
export interface Recipient {
  readonly spec: "RSA_2048" | "EC_SM2";
  readonly algorithm: "RSAES_OAEP_SHA_256" | "SM2PKE";
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
}

/** RSA keys whose moduli share primes: making a thousand whole key pairs would take minutes. */
export function rsaRecipients(count: number): readonly Recipient[] {
  const primes: bigint[] = [];
  while ((primes.length * (primes.length - 1)) / 2 < count) {
    const prime = generatePrimeSync(1024, { bigint: true });
    // Two primes of this size make a modulus of exactly 2,048 bits.
    if (prime >> 1022n === 0b11n) primes.push(prime);
  }
  const moduli = primes.flatMap((p, index) => primes.slice(index + 1).map((q) => p * q));
  return moduli.slice(0, count).map((modulus) => {
    const n = Buffer.from(modulus.toString(16), "hex").toString("base64url");
    const key = createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" });
    return {
      spec: "RSA_2048",
      algorithm: "RSAES_OAEP_SHA_256",
      spki: key.export({ type: "spki", format: "der" }),
    };
  });
}

/** SM2 keys. */
export function sm2Recipients(count: number): readonly Recipient[] {
  return Array.from({ length: count }, () => {
    const { publicKey } = generateKeyPairSync("ec", {
      namedCurve: "SM2",
      publicKeyEncoding: { type: "spki", format: "der" },
      privateKeyEncoding: { type: "pkcs8", format: "der" },
    });
    return { spec: "EC_SM2", algorithm: "SM2PKE", spki: publicKey };
  });
}
