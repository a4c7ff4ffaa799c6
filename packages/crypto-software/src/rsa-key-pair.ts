import { andThen, type MaybePromise, randomSecret, wiping } from "@keyferry/bytes";
import { rsaSignatures } from "@keyferry/crypto";
import type { HostKeyPair, RawRsa, RecipientKeyPair } from "@keyferry/crypto";
import { hexToBytes } from "@noble/hashes/utils.js";
import type forge from "node-forge";
import { fromBinaryString, toBinaryString } from "./binary-string.ts";
import { withForge, type Forge } from "./forge.ts";
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
export function generateRsaKeyPair(modulusBits: 2048 | 3072 | 4096): MaybePromise<RecipientKeyPair> {
  return withForge((it) => {
    const { privateKey, publicKey } = it.pki.rsa.generateKeyPair({
      bits: modulusBits,
      e: 0x10001,
      // Naming a generator also keeps the library from choosing another implementation by the platform it finds.
      prng: { getBytesSync: (length: number) => wiping(randomSecret(length), toBinaryString) },
    });
    const pkcs8 = it.pki.wrapRsaPrivateKey(it.pki.privateKeyToAsn1(privateKey));
    return { privateKey: derOf(it, pkcs8), publicKey: spkiOf(it, publicKey) };
  });
}

/** RSA key pairs in JavaScript. */
export function rsaKeyPair(modulusBits: 2048 | 3072 | 4096): HostKeyPair<SoftwareRsaKey> {
  return {
    generate: () => andThen(generateRsaKeyPair(modulusBits), ({ privateKey }) => privateKey),
    importKey: (pkcs8) =>
      withForge((it) => {
        const privateKey = it.pki.privateKeyFromAsn1(it.asn1.fromDer(toBinaryString(pkcs8)));
        const publicKey = it.pki.rsa.setPublicKey(privateKey.n, privateKey.e);
        return { forge: it, privateKey, publicKey };
      }),
    publicKey: (key) => spkiOf(key.forge, key.publicKey),
    signatures: rsaSigning,
    encryptions: { RSAES_OAEP_SHA_256: rsaOaep("sha256"), RSAES_OAEP_SHA_1: rsaOaep("sha1") },
  };
}

function spkiOf(it: Forge, publicKey: forge.pki.rsa.PublicKey): Uint8Array {
  return derOf(it, it.pki.publicKeyToAsn1(publicKey));
}

function derOf(it: Forge, value: forge.asn1.Asn1): Uint8Array {
  return fromBinaryString(it.asn1.toDer(value).getBytes());
}
