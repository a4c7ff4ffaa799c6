import { constants, createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { plainBytes } from "@keyferry/bytes";
import { CryptoError, undecryptable } from "@keyferry/crypto";
import type {
  HostEncryption,
  HostUnwrap,
  HostWrap,
  RsaRecipientKey,
  RsaRecipientPrivateKey,
} from "@keyferry/crypto";
import { bufferOf, type NodeRsaKey } from "./rsa-key.ts";

/** The hashes of RSAES-OAEP here; MGF1 takes the same one. */
export type OaepHash = "sha256" | "sha1";

/** Length of the modulus of an RSA_2048 key, and so of every ciphertext under it. */
const exportedLength = 256;

const padding = constants.RSA_PKCS1_OAEP_PADDING;

/** Importing a key costs as much as using it. */
const publicKeys = new WeakMap<RsaRecipientKey, KeyObject>();

function publicKeyOf(recipient: RsaRecipientKey): KeyObject {
  const known = publicKeys.get(recipient);
  if (known) return known;
  const made = createPublicKey({ key: bufferOf(recipient.spki), format: "der", type: "spki" });
  publicKeys.set(recipient, made);
  return made;
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: bufferOf(pkcs8), format: "der", type: "pkcs8" });
  } catch {
    throw new CryptoError("recipient key refused", "the private key cannot be read");
  }
}

/** @throws CryptoError `undecryptable`, the same for every reason */
function decrypt(key: KeyObject, oaepHash: OaepHash, ciphertext: Uint8Array): Uint8Array {
  try {
    return plainBytes(privateDecrypt({ key, padding, oaepHash }, ciphertext));
  } catch {
    throw undecryptable();
  }
}

/**
 * RSAES-OAEP (RFC 8017 7.1) under keys of the service: empty label, MGF1 over the same hash. The caller has checked
 * that a ciphertext is as long as the modulus: OpenSSL itself takes one without its leading zeros.
 */
export function rsaOaep(oaepHash: OaepHash): HostEncryption<NodeRsaKey> {
  return {
    encrypt: ({ publicKey: key }, plaintext) =>
      plainBytes(publicEncrypt({ key, padding, oaepHash }, plaintext)),
    decrypt: ({ privateKey }, ciphertext) => decrypt(privateKey, oaepHash, ciphertext),
  };
}

/** Encrypts with RSAES-OAEP (RFC 8017 7.1.1): empty label, MGF1 over the same hash. */
export function encryptRsaOaep(oaepHash: OaepHash): HostWrap<RsaRecipientKey> {
  return (recipient, payload) =>
    plainBytes(publicEncrypt({ key: publicKeyOf(recipient), padding, oaepHash }, payload));
}

/**
 * Decrypts RSAES-OAEP (RFC 8017 7.1.2) of {@link encryptRsaOaep}'s form. The answer is the caller's to wipe.
 *
 * @throws CryptoError `undecryptable`, the same for every reason
 */
export function decryptRsaOaep(oaepHash: OaepHash): HostUnwrap<RsaRecipientPrivateKey> {
  return (privateKey, exported) => {
    // RFC 8017 7.1.2 step 1b: OpenSSL itself takes a ciphertext without its leading zeros.
    if (exported.length !== exportedLength) throw undecryptable();
    return decrypt(privateKeyOf(privateKey.pkcs8), oaepHash, exported);
  };
}
