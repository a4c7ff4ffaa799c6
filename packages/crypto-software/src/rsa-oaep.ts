import { CryptoError } from "@keyferry/crypto";
import type { HostWrap, RecipientPrivateKey, RsaRecipientKey } from "@keyferry/crypto";
import { randomBytes } from "@noble/hashes/utils.js";
import forge from "node-forge";
import { fromBinaryString, toBinaryString } from "./binary-string.ts";
import { undecryptable } from "./undecryptable.ts";

/** The hashes of RSAES-OAEP here; MGF1 takes the same one. */
export type OaepHash = "sha256" | "sha1";

const publicKeys = new WeakMap<RsaRecipientKey, forge.pki.rsa.PublicKey>();

function publicKeyOf(recipient: RsaRecipientKey): forge.pki.rsa.PublicKey {
  const known = publicKeys.get(recipient);
  if (known) return known;
  const integer = (value: bigint): forge.jsbn.BigInteger => new forge.jsbn.BigInteger(value.toString(16), 16);
  const made = forge.pki.rsa.setPublicKey(integer(recipient.modulus), integer(recipient.exponent));
  publicKeys.set(recipient, made);
  return made;
}

function privateKeyOf(pkcs8: Uint8Array): forge.pki.rsa.PrivateKey {
  try {
    return forge.pki.privateKeyFromAsn1(forge.asn1.fromDer(toBinaryString(pkcs8)));
  } catch {
    // The library's words might quote the key.
    throw new CryptoError("recipient key refused", "the private key cannot be read");
  }
}

/** Encrypts with RSAES-OAEP (RFC 8017 7.1.1): empty label, MGF1 over the same hash, seed of the platform's generator. */
export function encryptRsaOaep(hash: OaepHash): HostWrap {
  return (recipient, payload) => {
    if (recipient.spec !== "RSA_2048") throw new CryptoError("unsupported", "RSAES-OAEP needs an RSA key");
    const md = forge.md[hash].create();
    const seed = toBinaryString(randomBytes(md.digestLength));
    const exported = publicKeyOf(recipient).encrypt(toBinaryString(payload), "RSA-OAEP", { md, seed });
    return fromBinaryString(exported);
  };
}

/**
 * Decrypts RSAES-OAEP (RFC 8017 7.1.2) of {@link encryptRsaOaep}'s form. The answer is the caller's to wipe.
 *
 * @throws CryptoError `undecryptable`, the same for every reason
 */
export function decryptRsaOaep(
  hash: OaepHash,
): (privateKey: RecipientPrivateKey, exported: Uint8Array) => Uint8Array {
  return (privateKey, exported) => {
    if (privateKey.spec !== "RSA_2048") throw new CryptoError("unsupported", "RSAES-OAEP needs an RSA key");
    const key = privateKeyOf(privateKey.pkcs8);
    try {
      return fromBinaryString(
        key.decrypt(toBinaryString(exported), "RSA-OAEP", { md: forge.md[hash].create() }),
      );
    } catch {
      throw undecryptable();
    }
  };
}
