import { undecryptable } from "@keyferry/crypto";
import type { HostCipher } from "@keyferry/crypto";
import { unshared, withUnshared } from "./unshared.ts";

const name = "AES-GCM";
const tagBits = 128;

/** AES in GCM (SP 800-38D): IV of 12 bytes, tag of 16; the key says how long it is. No key of it can be exported. */
export function aesGcm(subtle: SubtleCrypto): HostCipher<CryptoKey> {
  const parameters = (iv: Uint8Array, associatedData: Uint8Array): AesGcmParams => ({
    name,
    iv: unshared(iv),
    additionalData: unshared(associatedData),
    tagLength: tagBits,
  });
  return {
    importKey: (material) =>
      withUnshared(material, (bytes) => subtle.importKey("raw", bytes, name, false, ["encrypt", "decrypt"])),
    seal: (key, iv, plaintext, associatedData) =>
      withUnshared(
        plaintext,
        async (bytes) => new Uint8Array(await subtle.encrypt(parameters(iv, associatedData), key, bytes)),
      ),
    async open(key, iv, sealed, associatedData) {
      try {
        return new Uint8Array(await subtle.decrypt(parameters(iv, associatedData), key, unshared(sealed)));
      } catch {
        throw undecryptable();
      }
    },
  };
}
