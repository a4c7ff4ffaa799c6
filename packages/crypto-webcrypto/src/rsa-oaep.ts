import { CryptoError, undecryptable } from "@keyferry/crypto";
import type { HostUnwrap, HostWrap, RsaRecipientKey, RsaRecipientPrivateKey } from "@keyferry/crypto";
import { importHalves, type KeyHalves } from "./key-halves.ts";
import { unshared, withUnshared } from "./unshared.ts";

/** The hashes of RSAES-OAEP here; MGF1 takes the same one. */
export type OaepHash = "SHA-256" | "SHA-1";

/** RSAES-OAEP (RFC 8017 7.1) with one hash: empty label. A key of it works with that hash alone, and cannot be exported. */
export interface RsaOaep {
  /**
   * Both sides of a key of the service.
   *
   * @param pkcs8 PrivateKeyInfo, DER; the caller wipes it
   * @param spki SubjectPublicKeyInfo, DER
   */
  importKeys(pkcs8: Uint8Array, spki: Uint8Array): Promise<KeyHalves>;
  /** @param spki SubjectPublicKeyInfo, DER */
  importPublicKey(spki: Uint8Array): Promise<CryptoKey>;
  /** @param pkcs8 PrivateKeyInfo, DER; the caller wipes it */
  importPrivateKey(pkcs8: Uint8Array): Promise<CryptoKey>;
  encrypt(publicKey: CryptoKey, plaintext: Uint8Array): Promise<Uint8Array>;
  /** @throws CryptoError `undecryptable`, the same for every reason */
  decrypt(privateKey: CryptoKey, ciphertext: Uint8Array): Promise<Uint8Array>;
}

const name = "RSA-OAEP";

/** RSAES-OAEP over `subtle`. Import rejects with SubtleCrypto's own error. */
export function rsaOaep(subtle: SubtleCrypto, hash: OaepHash): RsaOaep {
  const algorithm = { name, hash };
  return {
    importKeys: (pkcs8, spki) => importHalves(subtle, algorithm, ["decrypt", "encrypt"], pkcs8, spki),
    importPublicKey: async (spki) => subtle.importKey("spki", unshared(spki), algorithm, false, ["encrypt"]),
    importPrivateKey: (pkcs8) =>
      withUnshared(pkcs8, (bytes) => subtle.importKey("pkcs8", bytes, algorithm, false, ["decrypt"])),
    encrypt: (key, plaintext) =>
      withUnshared(plaintext, async (bytes) => new Uint8Array(await subtle.encrypt({ name }, key, bytes))),
    async decrypt(key, ciphertext) {
      try {
        return new Uint8Array(await subtle.decrypt({ name }, key, unshared(ciphertext)));
      } catch {
        throw undecryptable();
      }
    },
  };
}

async function unlessRefused(importing: Promise<CryptoKey>, what: string): Promise<CryptoKey> {
  try {
    return await importing;
  } catch {
    // The platform's words might quote the key.
    throw new CryptoError("recipient key refused", `${what} cannot be read`);
  }
}

/** Encrypts for a recipient. Its key is imported once, and let go of together with its RecipientKey. */
export function encryptRsaOaep(subtle: SubtleCrypto, hash: OaepHash): HostWrap<RsaRecipientKey> {
  const oaep = rsaOaep(subtle, hash);
  const publicKeys = new WeakMap<RsaRecipientKey, Promise<CryptoKey>>();
  const publicKeyOf = (recipient: RsaRecipientKey): Promise<CryptoKey> => {
    const known = publicKeys.get(recipient);
    if (known) return known;
    const made = unlessRefused(oaep.importPublicKey(recipient.spki), "the public key");
    publicKeys.set(recipient, made);
    return made;
  };
  return async (recipient, payload) => oaep.encrypt(await publicKeyOf(recipient), payload);
}

/** Decrypts with a recipient's private key. The answer is the caller's to wipe. */
export function decryptRsaOaep(subtle: SubtleCrypto, hash: OaepHash): HostUnwrap<RsaRecipientPrivateKey> {
  const oaep = rsaOaep(subtle, hash);
  return async (privateKey, exported) => {
    const key = await unlessRefused(oaep.importPrivateKey(privateKey.pkcs8), "the private key");
    return oaep.decrypt(key, exported);
  };
}
