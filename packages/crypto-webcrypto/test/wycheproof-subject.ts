import { keySpecs } from "@keyferry/crypto";
import type { WycheproofSubject } from "@keyferry/crypto/conformance";
import { aes256Gcm } from "../src/aes-gcm.ts";
import { hmac } from "../src/hmac.ts";
import { rsaKeyPair } from "../src/rsa-key-pair.ts";
import { undecryptable } from "../src/undecryptable.ts";

const { subtle } = globalThis.crypto;

/** This package's primitives. */
export const subject: WycheproofSubject = {
  aes256Gcm: aes256Gcm(subtle),
  macs: {
    HMAC_SHA_256: hmac(subtle, "SHA-256"),
    HMAC_SHA_384: hmac(subtle, "SHA-384"),
    HMAC_SHA_512: hmac(subtle, "SHA-512"),
  },
  async decryptOaep({ spec, pkcs8 }, algorithm, ciphertext) {
    // The length is the host backend's to check.
    if (ciphertext.length !== keySpecs[spec].modulusLength) throw undecryptable();
    const keyPair = rsaKeyPair(subtle, spec);
    const scheme = keyPair.encryptions[algorithm];
    if (scheme === undefined) throw new Error(`${algorithm} is missing`);
    return scheme.decrypt(await keyPair.importKey(pkcs8), ciphertext);
  },
};
