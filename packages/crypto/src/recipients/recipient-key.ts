import { type RecipientKeySpec, sm2Curve } from "@keyferry/algorithms";
import { copyPublic } from "@keyferry/bytes";
import { bytesToHex } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { parseEcPublicKey } from "../keys/ec-public-key.ts";
import { refuseRecipientKey } from "../keys/refusal.ts";
import { parseRsaPublicKey } from "../keys/rsa-public-key.ts";

declare const validated: unique symbol;

interface Validated {
  readonly [validated]: true;
  readonly spec: RecipientKeySpec;
  /** The SubjectPublicKeyInfo (RFC 5280) it was read from: strict DER. */
  readonly spki: Uint8Array;
  /** SHA-256 of `spki` in lower-case hex: what it is called in a record for people. */
  readonly fingerprint: string;
}

/** A validated RSA public key. */
export interface RsaRecipientKey extends Validated {
  readonly spec: "RSA_2048";
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** A validated SM2 public key. */
export interface Sm2RecipientKey extends Validated {
  readonly spec: "EC_SM2";
  /** Uncompressed point: `04 || x || y`, 65 bytes, on the curve. */
  readonly point: Uint8Array;
}

/** A caller's public key that has passed every check: only `parseRecipientKey` makes one. */
export type RecipientKey = RsaRecipientKey | Sm2RecipientKey;

/** Twice what any public key needs that is worth an answer of its own, in bytes; nothing longer is parsed. */
export const maxRecipientKeyLength = 1_200;

/** The one place where a key is declared valid. */
function declareValid<K extends RecipientKey>(key: Omit<K, typeof validated>): K {
  return Object.freeze(key) as unknown as K;
}

/**
 * Reads and checks a caller's public key. The libraries underneath encrypt under nearly anything (under exponent 1,
 * where everyone can read the result), so this is where weak and malformed keys end.
 *
 * - Strict DER with nothing before, between or behind; at most 1,200 bytes.
 * - RSA_2048: rsaEncryption with NULL; modulus of exactly 2,048 bits, odd, no square, no prime factor below 752;
 *   exponent odd, 65537 <= e < 2^32.
 * - EC_SM2: id-ecPublicKey on 1.2.156.10197.1.301; an uncompressed point on the curve, coordinates below p.
 *
 * @param spki SubjectPublicKeyInfo (RFC 5280), DER; it is copied
 * @throws CryptoError `recipient key refused`, with a message that says which check failed
 */
export function parseRecipientKey(spki: Uint8Array, spec: RecipientKeySpec): RecipientKey {
  if (spki.length > maxRecipientKeyLength) {
    throw refuseRecipientKey(`the key has ${String(spki.length)} bytes, too many to be read`);
  }
  const own = copyPublic(spki);
  const fingerprint = bytesToHex(sha256(own));
  switch (spec) {
    case "RSA_2048":
      return declareValid<RsaRecipientKey>({
        spec,
        spki: own,
        fingerprint,
        ...parseRsaPublicKey(own, spec, refuseRecipientKey),
      });
    case "EC_SM2":
      return declareValid<Sm2RecipientKey>({
        spec,
        spki: own,
        fingerprint,
        point: parseEcPublicKey(own, sm2Curve, refuseRecipientKey),
      });
  }
}
