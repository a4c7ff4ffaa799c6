import { createPublicKey } from "node:crypto";
import { isRsaKeySpec, keySpecs } from "@keyferry/algorithms";
import { digestToSign, undecryptable } from "@keyferry/crypto";
import type { HostSignature } from "@keyferry/crypto";
import type { WycheproofSubject } from "@keyferry/crypto/conformance";
import { gcmCipher } from "../src/gcm.ts";
import { hmac } from "../src/hmac.ts";
import { nodeRsaPublicKey, rsaKeyPair, signatures } from "../src/rsa-key-pair.ts";
import type { NodeRsaPublicKey } from "../src/rsa-key.ts";

const rsa = rsaKeyPair(2048);

/** This package's primitives. */
export const subject: WycheproofSubject = {
  aesGcm: { 128: gcmCipher("aes-128-gcm"), 192: gcmCipher("aes-192-gcm"), 256: gcmCipher("aes-256-gcm") },
  macs: {
    HMAC_SHA_224: hmac("sha224"),
    HMAC_SHA_256: hmac("sha256"),
    HMAC_SHA_384: hmac("sha384"),
    HMAC_SHA_512: hmac("sha512"),
    HMAC_SM3: hmac("sm3"),
  },
  async decryptOaep({ spec, pkcs8 }, algorithm, ciphertext) {
    // The length is the host backend's to check.
    if (ciphertext.length !== keySpecs[spec].modulusLength) throw undecryptable();
    const scheme = rsa.encryptions[algorithm];
    if (scheme === undefined) throw new Error(`${algorithm} is missing`);
    return scheme.decrypt(await rsa.importKey(pkcs8), ciphertext);
  },
  verify({ spec, spki }, algorithm, message, signature) {
    if (!isRsaKeySpec(spec)) return undefined;
    if (algorithm !== "RSA_PSS_SHA_256" && algorithm !== "RSA_PKCS1_SHA_256") return undefined;
    const scheme: HostSignature<NodeRsaPublicKey> = signatures[algorithm];
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    return scheme.verify(nodeRsaPublicKey(key), digestToSign(algorithm, { message }), signature);
  },
};
