import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import {
  CryptoError,
  type HostCipher,
  type HostKeyPair,
  type HostMac,
  type HostPrimitives,
  type HostUnwrap,
  type HostWrap,
  type ReceiverPrimitives,
  rsaSignatures,
} from "@keyferry/crypto";

const tagLength = 16;

export const aes: HostCipher<Uint8Array> = {
  importKey: (material) => material.slice(),
  seal(key, iv, plaintext, associatedData) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(associatedData);
    const ciphertext = [cipher.update(plaintext), cipher.final()];
    return new Uint8Array(Buffer.concat([...ciphertext, cipher.getAuthTag()]));
  },
  open(key, iv, sealed, associatedData) {
    try {
      const tag = sealed.subarray(-tagLength);
      const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(associatedData).setAuthTag(tag);
      return new Uint8Array(
        Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]),
      );
    } catch (cause) {
      throw new CryptoError("undecryptable", "GCM", { cause });
    }
  },
  forgetKey: (key) => key.fill(0),
};

const padding = constants.RSA_PKCS1_OAEP_PADDING;

const oaep =
  (oaepHash: string): HostWrap =>
  ({ spki }, payload) => {
    const key = createPublicKey({ key: Buffer.from(spki), type: "spki", format: "der" });
    return new Uint8Array(publicEncrypt({ key, oaepHash, padding }, payload));
  };

const unOaep =
  (oaepHash: string): HostUnwrap =>
  ({ pkcs8 }, exported) => {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), type: "pkcs8", format: "der" });
    try {
      return new Uint8Array(privateDecrypt({ key, oaepHash, padding }, exported));
    } catch (cause) {
      throw new CryptoError("undecryptable", "OAEP", { cause });
    }
  };

/** An RSA key pair of OpenSSL: OAEP with SHA-256 alone. */
const rsaKeyPair: HostKeyPair<KeyObject> = {
  generate() {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" }));
  },
  importKey: (pkcs8) => createPrivateKey({ key: Buffer.from(pkcs8), type: "pkcs8", format: "der" }),
  publicKey: (key) => new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" })),
  signatures: rsaSignatures<KeyObject>({
    modulus: (key) => new Uint8Array(Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url")),
    privateOperation: (key, number) =>
      new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, number)),
    publicOperation: (key, number) =>
      new Uint8Array(publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, number)),
  }),
  encryptions: {
    RSAES_OAEP_SHA_256: {
      encrypt: (key, plaintext) =>
        new Uint8Array(publicEncrypt({ key, oaepHash: "sha256", padding }, plaintext)),
      decrypt: (key, ciphertext) => {
        try {
          return new Uint8Array(privateDecrypt({ key, oaepHash: "sha256", padding }, ciphertext));
        } catch (cause) {
          throw new CryptoError("undecryptable", "OAEP", { cause });
        }
      },
    },
  },
};

export const hmacSha256: HostMac<Uint8Array> = {
  importKey: (material) => material.slice(),
  generate: (key, message) => new Uint8Array(createHmac("sha256", key).update(message).digest()),
  verify: (key, message, mac) => timingSafeEqual(createHmac("sha256", key).update(message).digest(), mac),
  forgetKey: (key) => key.fill(0),
};

/** Enough of OpenSSL to try a host backend with: no SM4, no SM2, RSA key pairs of one size, one HMAC. */
export const opensslPrimitives: HostPrimitives = {
  name: "openssl",
  ciphers: { AES_256_GCM: aes },
  wraps: { RSAES_OAEP_SHA_256: oaep("sha256"), RSAES_OAEP_SHA_1: oaep("sha1") },
  keyPairs: { RSA_2048: rsaKeyPair },
  macs: { HMAC_SHA_256: hmacSha256 },
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
};

export const opensslReceiverPrimitives: ReceiverPrimitives = {
  name: "openssl",
  unwraps: { RSAES_OAEP_SHA_256: unOaep("sha256"), RSAES_OAEP_SHA_1: unOaep("sha1") },
  keyPairs: {
    RSA_2048() {
      const { publicKey, privateKey } = generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "der" },
        privateKeyEncoding: { type: "pkcs8", format: "der" },
      });
      return { publicKey: new Uint8Array(publicKey), privateKey: new Uint8Array(privateKey) };
    },
  },
};

/** The same cipher with a promise everywhere, as SubtleCrypto has it. */
export const asynchronousPrimitives: HostPrimitives = {
  ...opensslPrimitives,
  name: "openssl, later",
  ciphers: {
    AES_256_GCM: {
      importKey: async (material) => {
        await Promise.resolve();
        return aes.importKey(material);
      },
      seal: async (key: Uint8Array, iv, plaintext, associatedData) => {
        await Promise.resolve();
        return aes.seal(key, iv, plaintext, associatedData);
      },
      open: async (key: Uint8Array, iv, sealed, associatedData) => {
        await Promise.resolve();
        return aes.open(key, iv, sealed, associatedData);
      },
      forgetKey: (key: Uint8Array) => key.fill(0),
    } satisfies HostCipher<Uint8Array>,
  },
  keyPairs: {
    RSA_2048: {
      ...rsaKeyPair,
      generate: async () => {
        await Promise.resolve();
        return rsaKeyPair.generate();
      },
      importKey: async (pkcs8) => {
        const copy = pkcs8.slice();
        await Promise.resolve();
        return rsaKeyPair.importKey(copy);
      },
    } satisfies HostKeyPair<KeyObject>,
  },
  macs: {
    HMAC_SHA_256: {
      ...hmacSha256,
      importKey: async (material) => {
        const copy = material.slice();
        await Promise.resolve();
        return copy;
      },
      verify: async (key, message, mac) => {
        await Promise.resolve();
        return hmacSha256.verify(key, message, mac);
      },
    } satisfies HostMac<Uint8Array>,
  },
};
