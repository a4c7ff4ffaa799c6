import { constants, createPrivateKey, createPublicKey, privateEncrypt, publicDecrypt } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { decodeBase64Url, publicBytes } from "@keyferry/bytes";
import { rsaSignatures } from "@keyferry/crypto";
import type { HostKeyPair, RawRsa } from "@keyferry/crypto";
import { generateRsaKeyPair } from "./key-pairs.ts";
import { bufferOf, plainBytes } from "./plain-bytes.ts";
import type { NodeRsaKey, NodeRsaPublicKey } from "./rsa-key.ts";
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
  };
}
