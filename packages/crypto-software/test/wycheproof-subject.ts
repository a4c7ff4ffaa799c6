import { isRsaKeySpec, keySpecs } from "@keyferry/algorithms";
import { digestToSign, undecryptable } from "@keyferry/crypto";
import type { HostSignature } from "@keyferry/crypto";
import type { WycheproofSubject } from "@keyferry/crypto/conformance";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import forge from "node-forge";
import { aesGcm } from "../src/aes-gcm.ts";
import { toBinaryString } from "../src/binary-string.ts";
import type { SoftwareEcKey } from "../src/ec-key-pair.ts";
import { ecdsa } from "../src/ecdsa.ts";
import { hmac } from "../src/hmac.ts";
import { rsaKeyPair, rsaSigning } from "../src/rsa-key-pair.ts";
import type { SoftwareRsaKey } from "../src/rsa-key.ts";
import { sm3 } from "@keyferry/gm";

const rsa = rsaKeyPair(2048);

type PublicRsaKey = Pick<SoftwareRsaKey, "publicKey">;
type PublicEcKey = Pick<SoftwareEcKey, "point">;

function publicKeyFrom(spki: Uint8Array): PublicRsaKey {
  const { n, e } = forge.pki.publicKeyFromAsn1(forge.asn1.fromDer(toBinaryString(spki)));
  return { publicKey: forge.pki.rsa.setPublicKey(n, e) };
}

/** This package's primitives. */
export const subject: WycheproofSubject = {
  aesGcm: { 128: aesGcm(16), 192: aesGcm(24), 256: aesGcm(32) },
  macs: {
    HMAC_SHA_224: hmac(sha224),
    HMAC_SHA_256: hmac(sha256),
    HMAC_SHA_384: hmac(sha384),
    HMAC_SHA_512: hmac(sha512),
    HMAC_SM3: hmac(sm3),
  },
  async decryptOaep({ spec, pkcs8 }, algorithm, ciphertext) {
    // The length is the host backend's to check.
    if (ciphertext.length !== keySpecs[spec].modulusLength) throw undecryptable();
    const scheme = rsa.encryptions[algorithm];
    if (scheme === undefined) throw new Error(`${algorithm} is missing`);
    return scheme.decrypt(await rsa.importKey(pkcs8), ciphertext);
  },
  verify({ spec, spki }, algorithm, message, signature) {
    const digest = digestToSign(algorithm, { message });
    if (isRsaKeySpec(spec)) {
      if (algorithm !== "RSA_PSS_SHA_256" && algorithm !== "RSA_PKCS1_SHA_256") return undefined;
      const scheme: HostSignature<PublicRsaKey> = rsaSigning[algorithm];
      return scheme.verify(publicKeyFrom(spki), digest, signature);
    }
    if (spec === "EC_SM2") return undefined;
    const scheme: HostSignature<PublicEcKey> = ecdsa(spec);
    return scheme.verify({ point: spki.subarray(-65) }, digest, signature);
  },
};
