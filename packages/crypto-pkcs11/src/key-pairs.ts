import {
  type AsymmetricKeySpec,
  type EncryptionAlgorithm,
  encryptsWith,
  isAsymmetricKeySpec,
  isEcKeySpec,
  keySpecs,
  maxPlaintext,
  type SignatureAlgorithm,
  signsWith,
} from "@keyferry/algorithms";
import {
  type BackendKey,
  type Capabilities,
  CryptoError,
  type CryptoBackend,
  derSignature,
  digestToSign,
  type SignatureInput,
  signatureForm,
  unsupported,
} from "@keyferry/crypto";
import type { ModuleKey, OaepHash } from "./calls.ts";
import { oaepHashOf } from "./capabilities.ts";
import type { Channel } from "./helper/channel.ts";

const repeatable = { repeatable: true } as const;

type PairKey = ModuleKey<AsymmetricKeySpec>;

interface Scheme {
  sign(key: PairKey, digest: Uint8Array): Promise<Uint8Array>;
  verify(key: PairKey, digest: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

function lengthOf(spec: AsymmetricKeySpec): number | undefined {
  const row = keySpecs[spec];
  return row.kind === "rsa" ? row.modulusLength : undefined;
}

/**
 * The parts of a backend for key pairs. Private keys are used in the module, and so are the public keys that verify
 * and encrypt.
 *
 * @param nameOf checks custody and spec, and gives the key the module's name
 */
export function createKeyPairParts(
  channel: Pick<Channel, "call">,
  { signatureAlgorithms, encryptionAlgorithms }: Capabilities,
  nameOf: (key: BackendKey) => ModuleKey,
): Required<Pick<CryptoBackend, "keyPairs" | "signer" | "asymmetricCipher">> {
  const pairOf = (key: BackendKey): PairKey => {
    const { spec } = key;
    if (!isAsymmetricKeySpec(spec)) throw unsupported(`a key of ${spec} is no key pair`);
    return { ...nameOf(key), spec };
  };

  /** A signature as the module makes it: as long as the modulus, or two numbers. */
  const raw = (algorithm: SignatureAlgorithm): Scheme => ({
    sign: (key, digest) => channel.call("sign", [key, algorithm, digest], repeatable),
    verify: (key, digest, signature) =>
      channel.call("verify", [key, algorithm, digest, signature], repeatable),
  });

  const signingOf = (key: BackendKey, algorithm: SignatureAlgorithm, input: SignatureInput) => {
    if (!signsWith(key.spec, algorithm) || !signatureAlgorithms[signatureForm(input)].includes(algorithm)) {
      throw unsupported(`keys of ${key.spec} do not sign with ${algorithm} in this module`);
    }
    const digest = digestToSign(algorithm, input);
    return { digest, scheme: isEcKeySpec(key.spec) ? derSignature(raw(algorithm)) : raw(algorithm) };
  };

  const hashOf = ({ spec }: BackendKey, algorithm: EncryptionAlgorithm): OaepHash => {
    const hash = oaepHashOf(algorithm);
    if (hash === undefined || !encryptsWith(spec, algorithm) || !encryptionAlgorithms.includes(algorithm)) {
      throw unsupported(`keys of ${spec} do not encrypt with ${algorithm} in this module`);
    }
    return hash;
  };

  return {
    keyPairs: {
      publicKey: async (key) => channel.call("publicKey", [pairOf(key)], repeatable),
    },
    signer: {
      async sign(key, algorithm, input) {
        const { scheme, digest } = signingOf(key, algorithm, input);
        return scheme.sign(pairOf(key), digest);
      },
      async verify(key, algorithm, input, signature) {
        const { scheme, digest } = signingOf(key, algorithm, input);
        const pair = pairOf(key);
        const length = lengthOf(pair.spec);
        if (length !== undefined && signature.length !== length) return false;
        return scheme.verify(pair, digest, signature);
      },
    },
    asymmetricCipher: {
      async encrypt(key, algorithm, plaintext) {
        const hash = hashOf(key, algorithm);
        const pair = pairOf(key);
        const max = maxPlaintext(algorithm, pair.spec);
        if (plaintext.length > max) {
          const message = `the plaintext has ${String(plaintext.length)} bytes, ${algorithm} takes at most ${String(max)} under ${pair.spec}`;
          throw new CryptoError("payload too long", message);
        }
        return channel.call("encryptOaep", [pair, hash, plaintext], repeatable);
      },
      async decrypt(key, algorithm, ciphertext) {
        const hash = hashOf(key, algorithm);
        const pair = pairOf(key);
        if (ciphertext.length !== lengthOf(pair.spec)) {
          throw new CryptoError("undecryptable", `the ciphertext is not as long as one under ${pair.spec}`);
        }
        return channel.call("decryptOaep", [pair, hash, ciphertext], repeatable);
      },
    },
  };
}
