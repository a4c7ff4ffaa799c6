import { type WrappingAlgorithm, wrappingAlgorithms } from "../algorithms.ts";
import type { BackendKey, BodyTarget, BoundBody, Capabilities, CryptoBackend, NewKey } from "../backend.ts";
import { CryptoError } from "../errors.ts";
import {
  type CipherRow,
  ciphers,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs,
  type SymmetricKeySpec,
} from "../key-specs.ts";
import { andFinally, andThen, type MaybePromise } from "../maybe-promise.ts";
import type { RecipientKey } from "../recipient-key.ts";
import type { Sealer, SealLabel } from "../sealer.ts";
import { maxPlaintextLength, openBody, sealBody } from "./host-body.ts";
import { createHostKeyCache } from "./host-key-cache.ts";
import type { HostCipher, HostPrimitives, HostWrap } from "./primitives.ts";

const custody = "host";
const dataKeyLengths = { min: 1, max: 1_024, multipleOf: 1 } as const;
const defaultKeyCacheSize = 1_000;

const unsupported = (message: string) => new CryptoError("unsupported", message);

/** What a host backend is made with. */
export interface HostBackendOptions {
  /** Seals and opens key material. Host backends with the same sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys are kept; 1,000 when absent. */
  readonly keyCacheSize?: number;
}

function labelOf({ versionId, spec }: Pick<BackendKey, "versionId" | "spec">): SealLabel {
  return { kind: "key material", id: versionId, detail: spec };
}

function capabilitiesOf(primitives: HostPrimitives): Capabilities {
  const specs = Object.keys(keySpecs).filter(isSymmetricKeySpec);
  const algorithms = Object.keys(wrappingAlgorithms) as WrappingAlgorithm[];
  return {
    custody,
    protectionLevel: "SOFTWARE",
    keySpecs: specs.filter((spec) => primitives.ciphers[keySpecs[spec].cipher] !== undefined),
    signatureAlgorithms: [],
    encryptionAlgorithms: [],
    wrappingAlgorithms: algorithms.filter((algorithm) => primitives.wraps[algorithm] !== undefined),
    dataKeyLengths,
  };
}

function expectSymmetric(spec: KeySpec): SymmetricKeySpec {
  if (!isSymmetricKeySpec(spec)) throw unsupported(`keys of ${spec} are not symmetric`);
  return spec;
}

/** @throws CryptoError `unsupported` for the spec of a key pair */
function cipherRowOf(spec: KeySpec): CipherRow {
  return ciphers[keySpecs[expectSymmetric(spec)].cipher];
}

/** Hands `bytes` to `work` and wipes them when it has ended. */
function wiping<T>(bytes: Uint8Array, work: (bytes: Uint8Array) => MaybePromise<T>): MaybePromise<T> {
  return andFinally(
    () => work(bytes),
    () => {
      bytes.fill(0);
    },
  );
}

/**
 * A backend that holds keys in the host's memory, over the primitives of one library. Custody `"host"`, protection
 * level SOFTWARE. Its methods answer at once where the primitives do.
 *
 * Plaintext that it makes for itself (key material, data keys on their way to a recipient) is wiped before a method
 * answers; unsealed keys stay in a bounded cache until they are evicted, destroyed or the backend is closed.
 */
export function createHostBackend(primitives: HostPrimitives, options: HostBackendOptions): CryptoBackend {
  const { name } = primitives;
  const { sealer, keyCacheSize = defaultKeyCacheSize } = options;

  const cipherOf = (spec: KeySpec): HostCipher => {
    const cipherName = keySpecs[expectSymmetric(spec)].cipher;
    const cipher = primitives.ciphers[cipherName];
    if (cipher === undefined) throw unsupported(`${name} has no ${cipherName}, which keys of ${spec} need`);
    return cipher;
  };

  const cache = createHostKeyCache({
    max: keyCacheSize,
    unseal: (key, cipher) =>
      wiping(sealer.open(labelOf(key), key.material), (material) => cipher.importKey(material)),
  });

  const use = <T>(
    key: BackendKey,
    work: (cipher: HostCipher, unsealed: unknown) => MaybePromise<T>,
  ): MaybePromise<T> => {
    if (key.custody !== custody)
      throw unsupported(`${name} cannot use keys in the custody of ${key.custody}`);
    const cipher = cipherOf(key.spec);
    return cache.use(key, cipher, (unsealed) => work(cipher, unsealed));
  };

  const encrypt = ({ key, binding }: BodyTarget, plaintext: Uint8Array): MaybePromise<Uint8Array> => {
    if (plaintext.length > maxPlaintextLength) {
      throw unsupported(`plaintext has ${String(plaintext.length)} bytes, at most 6144 can be encrypted`);
    }
    return use(key, (cipher, unsealed) =>
      sealBody(cipher, unsealed, primitives.randomBytes(cipherRowOf(key.spec).ivLength), plaintext, binding),
    );
  };

  const decrypt = ({ key, body, binding }: BoundBody): MaybePromise<Uint8Array> =>
    use(key, (cipher, unsealed) => openBody(cipher, unsealed, body, binding));

  const wrapFor = (recipient: RecipientKey, algorithm: WrappingAlgorithm): HostWrap => {
    const wrap = primitives.wraps[algorithm];
    if (wrap === undefined) throw unsupported(`${name} has no ${algorithm}`);
    const { recipient: spec, maxPayload } = wrappingAlgorithms[algorithm];
    if (recipient.spec !== spec)
      throw unsupported(`${algorithm} wraps for ${spec}, not for ${recipient.spec}`);
    return (to, payload) => {
      if (payload.length > maxPayload) {
        const message = `the data key has ${String(payload.length)} bytes, ${algorithm} wraps at most ${String(maxPayload)}`;
        throw new CryptoError("payload too long", message);
      }
      if (payload.length === 0) throw unsupported("there is no data key to wrap");
      return wrap(to, payload);
    };
  };

  const importKey = ({ versionId, spec }: NewKey, material: Uint8Array) => {
    const { keyLength } = cipherRowOf(spec);
    cipherOf(spec);
    if (material.length !== keyLength) {
      throw unsupported(
        `key material of ${spec} has ${String(keyLength)} bytes, not ${String(material.length)}`,
      );
    }
    return { custody, material: sealer.seal(labelOf({ versionId, spec }), material) };
  };

  return {
    name,
    capabilities: [capabilitiesOf(primitives)],
    createKey: (key) =>
      wiping(primitives.randomBytes(cipherRowOf(key.spec).keyLength), (material) => importKey(key, material)),
    destroyKey: (key) => {
      cache.forget(key.versionId);
    },
    random: (length) => primitives.randomBytes(length),
    encrypt,
    decrypt,
    generateDataKey(target, length) {
      const { min, max } = dataKeyLengths;
      if (!Number.isInteger(length) || length < min || length > max) {
        throw unsupported(`data keys have ${String(min)} to ${String(max)} bytes, not ${String(length)}`);
      }
      return wiping(primitives.randomBytes(length), (dataKey) => encrypt(target, dataKey));
    },
    rewrap(source, recipient, algorithm) {
      const wrap = wrapFor(recipient, algorithm);
      const wrapped = andThen(decrypt(source), (dataKey) => wiping(dataKey, () => wrap(recipient, dataKey)));
      return andThen(wrapped, (exported) => ({ exported, inside: false }));
    },
    reencrypt: (source, destination) =>
      andThen(decrypt(source), (plaintext) => wiping(plaintext, () => encrypt(destination, plaintext))),
    importer: { importKey },
    close: () => {
      cache.clear();
    },
  };
}
