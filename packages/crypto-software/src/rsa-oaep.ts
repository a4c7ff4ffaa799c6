import { randomSecret, wiping } from "@keyferry/bytes";
import { CryptoError, undecryptable } from "@keyferry/crypto";
import type {
  HostEncryption,
  HostUnwrap,
  HostWrap,
  RsaRecipientKey,
  RsaRecipientPrivateKey,
} from "@keyferry/crypto";
import type forge from "node-forge";
import { fromBinaryString, toBinaryString } from "./binary-string.ts";
import { withForge, type Forge } from "./forge.ts";
import type { SoftwareRsaKey } from "./rsa-key.ts";

/** The hashes of RSAES-OAEP here; MGF1 takes the same one. */
export type OaepHash = "sha256" | "sha1";

const publicKeys = new WeakMap<RsaRecipientKey, forge.pki.rsa.PublicKey>();

function publicKeyOf(it: Forge, recipient: RsaRecipientKey): forge.pki.rsa.PublicKey {
  const known = publicKeys.get(recipient);
  if (known) return known;
  const integer = (value: bigint): forge.jsbn.BigInteger => new it.jsbn.BigInteger(value.toString(16), 16);
  const made = it.pki.rsa.setPublicKey(integer(recipient.modulus), integer(recipient.exponent));
  publicKeys.set(recipient, made);
  return made;
}

function privateKeyOf(it: Forge, pkcs8: Uint8Array): forge.pki.rsa.PrivateKey {
  try {
    return it.pki.privateKeyFromAsn1(it.asn1.fromDer(toBinaryString(pkcs8)));
  } catch {
    // The library's words might quote the key.
    throw new CryptoError("recipient key refused", "the private key cannot be read");
  }
}

function encrypt(it: Forge, key: forge.pki.rsa.PublicKey, hash: OaepHash, plaintext: Uint8Array): Uint8Array {
  const md = it.md[hash].create();
  const seed = wiping(randomSecret(md.digestLength), toBinaryString);
  return fromBinaryString(key.encrypt(toBinaryString(plaintext), "RSA-OAEP", { md, seed }));
}

/** @throws CryptoError `undecryptable`, the same for every reason */
function decrypt(
  it: Forge,
  key: forge.pki.rsa.PrivateKey,
  hash: OaepHash,
  ciphertext: Uint8Array,
): Uint8Array {
  try {
    return fromBinaryString(
      key.decrypt(toBinaryString(ciphertext), "RSA-OAEP", { md: it.md[hash].create() }),
    );
  } catch {
    throw undecryptable();
  }
}

/** RSAES-OAEP (RFC 8017 7.1) under keys of the service: empty label, MGF1 over the same hash. */
export function rsaOaep(hash: OaepHash): HostEncryption<SoftwareRsaKey> {
  return {
    encrypt: (key, plaintext) => encrypt(key.forge, key.publicKey, hash, plaintext),
    decrypt: (key, ciphertext) => decrypt(key.forge, key.privateKey, hash, ciphertext),
  };
}

/** Encrypts with RSAES-OAEP (RFC 8017 7.1.1): empty label, MGF1 over the same hash, seed of the platform's generator. */
export function encryptRsaOaep(hash: OaepHash): HostWrap<RsaRecipientKey> {
  return (recipient, payload) => withForge((it) => encrypt(it, publicKeyOf(it, recipient), hash, payload));
}

/**
 * Decrypts RSAES-OAEP (RFC 8017 7.1.2) of {@link encryptRsaOaep}'s form. The answer is the caller's to wipe.
 *
 * @throws CryptoError `undecryptable`, the same for every reason
 */
export function decryptRsaOaep(hash: OaepHash): HostUnwrap<RsaRecipientPrivateKey> {
  return ({ pkcs8 }, exported) => withForge((it) => decrypt(it, privateKeyOf(it, pkcs8), hash, exported));
}
