import { type EcPrivateKey, parseEcPrivateKey } from "../keys/ec-private-key.ts";
import { refuseRecipientKey } from "../keys/refusal.ts";
import { parseRsaPrivateKey, type RsaPrivateKey } from "../keys/rsa-private-key.ts";
import type { RecipientKeySpec } from "@keyferry/algorithms";

/** A recipient's private key of RSA. */
export type RsaRecipientPrivateKey = RsaPrivateKey<"RSA_2048">;
/** A recipient's private key of SM2. */
export type Sm2RecipientPrivateKey = EcPrivateKey<"EC_SM2">;

/** A recipient's private key, read by `parseRecipientPrivateKey` from PKCS #8. */
export type RecipientPrivateKey = RsaRecipientPrivateKey | Sm2RecipientPrivateKey;

/**
 * Reads a recipient's private key and checks its form: strict DER without attributes, RSA of 2,048 bits or SM2 with
 * 1 <= d <= n-2. That an RSA key's numbers belong together, and a point to its scalar, is not checked.
 *
 * Nothing is copied: `scalar` is a view into `pkcs8`, so that wiping `pkcs8` wipes the key.
 *
 * @param pkcs8 PrivateKeyInfo (RFC 5958), DER
 * @throws CryptoError `recipient key refused`
 */
export function parseRecipientPrivateKey(pkcs8: Uint8Array, spec: RecipientKeySpec): RecipientPrivateKey {
  switch (spec) {
    case "RSA_2048":
      return parseRsaPrivateKey(pkcs8, spec, refuseRecipientKey);
    case "EC_SM2":
      return parseEcPrivateKey(pkcs8, spec, refuseRecipientKey);
  }
}
