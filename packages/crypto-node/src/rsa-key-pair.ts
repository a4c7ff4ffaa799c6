import {
  constants,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { decodeBase64Url, plainBytes, publicBytes } from "@keyferry/bytes";
import { rsaSignatures, undecryptable } from "@keyferry/crypto";
import type { HostKeyPair, RawRsa } from "@keyferry/crypto";
import { generateRsaKeyPair } from "./key-pairs.ts";
import { bufferOf, type NodeRsaKey, type NodeRsaPublicKey } from "./rsa-key.ts";
import { rsaOaep } from "./rsa-oaep.ts";

const padding = constants.RSA_NO_PADDING;

/** OpenSSL's bare RSA: node:crypto itself would hash what it is to sign, where the digest is what the caller has. */
const rawRsa: RawRsa<NodeRsaKey> = {
  modulus: ({ modulus }) => modulus,
  privateOperation: ({ privateKey: key }, number) => plainBytes(privateEncrypt({ key, padding }, number)),
  publicOperation: ({ publicKey: key }, number) => plainBytes(publicDecrypt({ key, padding }, number)),
};

/** The signatures of RSA keys on OpenSSL. */
export const signatures = rsaSignatures(rawRsa);

/** An RSA public key as verifying needs it. */
export function nodeRsaPublicKey(publicKey: KeyObject): NodeRsaPublicKey {
  const { n = "" } = publicKey.export({ format: "jwk" });
  return { publicKey, modulus: decodeBase64Url(n) ?? publicBytes(0) };
}

/**
 * Whether OpenSSL answers bad padding of RSAES-PKCS1-v1_5 with bytes that look like any other: since 3.2. Node itself refuses
 * to decrypt with an OpenSSL that does not.
 */
const hasImplicitRejection = isSince(process.versions.openssl, 3, 2);

function isSince(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function decryptPkcs1({ privateKey: key }: NodeRsaKey, ciphertext: Uint8Array): Uint8Array {
  try {
    return plainBytes(privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, ciphertext));
  } catch {
    // A number past the modulus; padding never comes here.
    throw undecryptable();
  }
}

/** RSA key pairs on OpenSSL: generated in the thread pool; every other call is synchronous. */
export function rsaKeyPair(modulusBits: 2048 | 3072 | 4096): HostKeyPair<NodeRsaKey> {
  return {
    generate: async () => (await generateRsaKeyPair(modulusBits)).privateKey,
    importKey(pkcs8) {
      const privateKey = createPrivateKey({ key: bufferOf(pkcs8), format: "der", type: "pkcs8" });
      return { privateKey, ...nodeRsaPublicKey(createPublicKey(privateKey)) };
    },
    publicKey: ({ publicKey }) => plainBytes(publicKey.export({ type: "spki", format: "der" })),
    signatures,
    encryptions: { RSAES_OAEP_SHA_256: rsaOaep("sha256"), RSAES_OAEP_SHA_1: rsaOaep("sha1") },
    ...(hasImplicitRejection && { pkcs1: { decrypt: decryptPkcs1 } }),
  };
}
