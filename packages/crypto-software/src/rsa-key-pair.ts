import type { RecipientKeyPair } from "@keyferry/crypto";
import { randomBytes } from "@noble/hashes/utils.js";
import forge from "node-forge";
import { fromBinaryString, toBinaryString } from "./binary-string.ts";

/**
 * Generates an RSA key pair: 2,048 bits, exponent 65537, from the platform's generator. It blocks for seconds, since
 * the primes are searched for in JavaScript.
 */
export function generateRsaKeyPair(): RecipientKeyPair {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair({
    bits: 2048,
    e: 0x10001,
    // Naming a generator also keeps the library from choosing another implementation by the platform it finds.
    prng: { getBytesSync: (length: number) => toBinaryString(randomBytes(length)) },
  });
  const pkcs8 = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(privateKey));
  const spki = forge.pki.publicKeyToAsn1(publicKey);
  return { privateKey: derOf(pkcs8), publicKey: derOf(spki) };
}

function derOf(value: forge.asn1.Asn1): Uint8Array {
  return fromBinaryString(forge.asn1.toDer(value).getBytes());
}
