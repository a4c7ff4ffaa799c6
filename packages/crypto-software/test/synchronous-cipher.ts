import type { HostCipher } from "@keyferry/crypto";

/** The ciphers of this package answer at once: a promise here is a fault. */
function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error("the cipher answered with a promise");
  return value;
}

export const importSync = <K>(cipher: HostCipher<K>, material: Uint8Array): K =>
  atOnce(cipher.importKey(material));

export const sealSync = <K>(
  cipher: HostCipher<K>,
  key: K,
  iv: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array => atOnce(cipher.seal(key, iv, plaintext, associatedData));

export const openSync = <K>(
  cipher: HostCipher<K>,
  key: K,
  iv: Uint8Array,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array => atOnce(cipher.open(key, iv, sealed, associatedData));
