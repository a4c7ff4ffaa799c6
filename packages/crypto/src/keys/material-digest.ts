import { isEcKeySpec, isRsaKeySpec, type KeySpec } from "@keyferry/algorithms";
import { sha256 } from "@noble/hashes/sha2.js";
import { CryptoError } from "../errors.ts";
import { parseEcPrivateKey } from "./ec-private-key.ts";
import type { Refusal } from "./refusal.ts";
import { rsaPublicKeyOf } from "./rsa-private-key.ts";

/**
 * What tells key material from any other, however it is encoded: SHA-256 of a raw key, of the public key of RSA, or of the
 * scalar of a key on an elliptic curve. Seal it: whoever knows it can try guesses of the material.
 *
 * @param material as `importKey` takes it
 * @throws CryptoError `material refused` for a malformed key of a pair
 */
export function materialDigest(spec: KeySpec, material: Uint8Array): Uint8Array {
  const refuse: Refusal = (why) => new CryptoError("material refused", `key material of ${spec}: ${why}`);
  if (isRsaKeySpec(spec)) return sha256(rsaPublicKeyOf(material, spec, refuse));
  return sha256(isEcKeySpec(spec) ? parseEcPrivateKey(material, spec, refuse).scalar : material);
}
