import { randomSecret, wiping } from "@keyferry/bytes";
import { rsaSignatures } from "@keyferry/crypto";
import type { HostKeyPair, RawRsa, RecipientKeyPair } from "@keyferry/crypto";
import { hexToBytes } from "@noble/hashes/utils.js";
import forge from "node-forge";
import { fromBinaryString, toBinaryString } from "./binary-string.ts";
import type { SoftwareRsaKey } from "./rsa-key.ts";
import { rsaOaep } from "./rsa-oaep.ts";

const rawRsa: RawRsa<SoftwareRsaKey> = {
  modulus: ({ publicKey }) => hexToBytes(publicKey.n.toString(16)),
  privateOperation: ({ privateKey }, number) =>
    fromBinaryString(privateKey.decrypt(toBinaryString(number), "RAW")),
  publicOperation: ({ publicKey }, number) =>
    fromBinaryString(publicKey.encrypt(toBinaryString(number), "RAW")),
};

/** The signatures of RSA keys on node-forge. */
export const rsaSigning = rsaSignatures(rawRsa);

/**
 * Generates an RSA key pair with the exponent 65537 from the platform's generator. It blocks for seconds, or for a
 * minute where the key is long, since the primes are searched for in JavaScript.
 */
export function generateRsaKeyPair(modulusBits: 2048 | 3072 | 4096): RecipientKeyPair {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair({
    bits: modulusBits,
    e: 0x10001,
    // Naming a generator also keeps the library from choosing another implementation by the platform it finds.
    prng: { getBytesSync: (length: number) => wiping(randomSecret(length), toBinaryString) },
  });
  const pkcs8 = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(privateKey));
  return { privateKey: derOf(pkcs8), publicKey: spkiOf(publicKey) };
}

/** RSA key pairs in JavaScript. */
export function rsaKeyPair(modulusBits: 2048 | 3072 | 4096): HostKeyPair<SoftwareRsaKey> {
  return {
    generate: () => generateRsaKeyPair(modulusBits).privateKey,
    importKey(pkcs8) {
      const privateKey = forge.pki.privateKeyFromAsn1(forge.asn1.fromDer(toBinaryString(pkcs8)));
      return { privateKey, publicKey: forge.pki.rsa.setPublicKey(privateKey.n, privateKey.e) };
    },
    publicKey: ({ publicKey }) => spkiOf(publicKey),
    signatures: rsaSigning,
    encryptions: { RSAES_OAEP_SHA_256: rsaOaep("sha256"), RSAES_OAEP_SHA_1: rsaOaep("sha1") },
  };
}

function spkiOf(publicKey: forge.pki.rsa.PublicKey): Uint8Array {
  return derOf(forge.pki.publicKeyToAsn1(publicKey));
}

function derOf(value: forge.asn1.Asn1): Uint8Array {
  return fromBinaryString(forge.asn1.toDer(value).getBytes());
}
