import {
  isSymmetricKeySpec,
  type KeySpec,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { andThen, joinPublic, type MaybePromise, secretBase64, wiping } from "@keyferry/bytes";
import type { BackendKey, BodyTarget, BoundBody, CryptoBackend, NewKey } from "../contract/backend.ts";
import { canMake } from "../contract/can-make.ts";
import { CryptoError, undecryptable, unsupported } from "../errors.ts";
import type { RecipientKey } from "../recipients/recipient-key.ts";
import { withDataKey } from "../blob/blob.ts";
import { wrapForEach } from "../wrapping/wrap-for-each.ts";
import type { Sealer } from "../sealing/sealer.ts";
import type { OnBackendFault } from "../tried/backend-fault.ts";
import { triedPrimitives } from "../tried/tried-primitives.ts";
import { hostCapabilities, hostDataKeyLengths } from "./host-capabilities.ts";
import { createHostForms } from "./host-forms.ts";
import { createHostKeyCache } from "./host-key-cache.ts";
import { createHostKeyPairs, type UseHostKey } from "./host-key-pairs.ts";
import { createHostMacs } from "./host-macs.ts";
import { createHostMaterial, hostCustody } from "./host-material.ts";
import { createHostUnwrapper } from "./host-unwrapper.ts";
import type { HostCipher, HostPrimitives, HostWrap } from "../primitives/primitives.ts";

/** Length of the IV that a body begins with, in bytes. */
const ivLength = 12;
const tagLength = 16;

/** The longest text that is encrypted, in bytes of UTF-8 (the service's documented limit). */
export const maxPlaintextLength = 6_144;

const maxBodyLength = ivLength + maxPlaintextLength + tagLength;

const defaultKeyCacheSize = 1_000;

/** What a host backend is made with. */
export interface HostBackendOptions {
  /** Seals and opens key material. Host backends with the same sealer can use one another's keys. */
  readonly sealer: Sealer;
  /** How many unsealed keys are kept; 1,000 when absent. */
  readonly keyCacheSize?: number;
  /** Told of what came out wrong, which is held back: see {@link BackendFault}. */
  readonly onFault?: OnBackendFault;
}

/**
 * A backend that holds keys in the host's memory, over the primitives of one library. Custody `"host"`, protection
 * level SOFTWARE. Its methods answer at once where the primitives do.
 *
 * Plaintext that it makes for itself (key material, data keys on their way to a recipient) is wiped before a method
 * answers; unsealed keys stay in a bounded cache until they are evicted, destroyed or the backend is closed.
 *
 * No algorithm is used before it has passed a known-answer test in this process, and ciphertexts of blobs, signatures and codes leave
 * only when they have been opened or verified here: `triedPrimitives`. A failure is `faulty`.
 */
export function createHostBackend(untried: HostPrimitives, options: HostBackendOptions): CryptoBackend {
  const { name } = untried;
  const { sealer, keyCacheSize = defaultKeyCacheSize, onFault } = options;
  let isClosed = false;
  const primitives = triedPrimitives(untried, (fault) => {
    if (fault.kind === "known answer") {
      isClosed = true;
      cache.clear();
    }
    onFault?.(fault);
  });
  const capabilities = hostCapabilities(primitives);
  const forms = createHostForms(primitives);
  const ciphers = new Map(
    capabilities.keySpecs.filter(isSymmetricKeySpec).map((spec) => [spec as KeySpec, forms.cipher(spec)]),
  );
  const material = createHostMaterial(forms, {
    sealer,
    randomBytes: (length) => primitives.randomBytes(length),
  });
  const cache = createHostKeyCache({
    max: keyCacheSize,
    unseal: (key, form) => material.unseal(key, (bytes) => form.importKey(bytes)),
  });

  const useKey: UseHostKey = (key, form, work) => {
    if (key.custody !== hostCustody) {
      throw unsupported(`${name} cannot use keys in the custody of ${key.custody}`);
    }
    // Before its material is opened: nothing is unsealed, and kept, in a backend that is closed.
    if (isClosed) primitives.checkOpen();
    return cache.use(key, form, work);
  };

  const useCipher = <T>(
    key: BackendKey,
    work: (cipher: HostCipher, unsealed: unknown) => MaybePromise<T>,
  ): MaybePromise<T> => {
    const cipher = ciphers.get(key.spec) ?? forms.cipher(key.spec);
    return useKey(key, cipher, (unsealed) => work(cipher, unsealed));
  };

  const encrypt = ({ key, binding }: BodyTarget, text: Uint8Array): MaybePromise<Uint8Array> => {
    if (text.length > maxPlaintextLength) {
      throw unsupported(`plaintext has ${String(text.length)} bytes, at most 6144 can be encrypted`);
    }
    return useCipher(key, (cipher, unsealed) =>
      sealBody(cipher, unsealed, primitives.randomBytes(ivLength), text, binding),
    );
  };

  const decrypt = ({ key, body, binding }: BoundBody): MaybePromise<Uint8Array> =>
    useCipher(key, (cipher, unsealed) => openBody(cipher, unsealed, body, binding));

  const wrapFor = (recipient: RecipientKey, algorithm: WrappingAlgorithm): HostWrap => {
    const wrap: unknown = primitives.wraps[algorithm];
    if (wrap === undefined) throw unsupported(`${name} has no ${algorithm}`);
    const { recipient: spec, maxPayload } = wrappingAlgorithms[algorithm];
    if (recipient.spec !== spec) {
      throw unsupported(`${algorithm} wraps for ${spec}, not for ${recipient.spec}`);
    }
    return (to, payload) => {
      if (payload.length > maxPayload) {
        const message = `the data key has ${String(payload.length)} bytes, ${algorithm} wraps at most ${String(maxPayload)}`;
        throw new CryptoError("payload too long", message);
      }
      if (payload.length === 0) throw unsupported("there is no data key to wrap");
      // Of that recipient's spec, as was checked.
      return (wrap as HostWrap)(to, payload);
    };
  };

  const checkUse = (key: NewKey): void => {
    const { spec, signs } = key;
    if (signs !== undefined && !canMake(capabilities, key)) {
      throw unsupported(`keys of ${spec} sign no ${signs}s here`);
    }
  };

  return {
    name,
    capabilities: [capabilities],
    createKey(key) {
      checkUse(key);
      return material.create(key);
    },
    destroyKey: (key) => {
      cache.forget(key.versionId);
    },
    random: (length) => primitives.randomBytes(length),
    encrypt,
    decrypt,
    generateDataKey(target, length) {
      const { min, max } = hostDataKeyLengths;
      if (!Number.isInteger(length) || length < min || length > max) {
        throw unsupported(`data keys have ${String(min)} to ${String(max)} bytes, not ${String(length)}`);
      }
      const text = wiping(primitives.randomBytes(length), secretBase64);
      return andThen(text, (made) => wiping(made, () => encrypt(target, made)));
    },
    rewrap(source, recipient, algorithm) {
      const wrap = wrapFor(recipient, algorithm);
      const wrapped = withDataKey(decrypt(source), (dataKey) => wrap(recipient, dataKey));
      return andThen(wrapped, (exported) => ({ exported, inside: false }));
    },
    rewrapForEach: (source, targets) =>
      withDataKey(decrypt(source), (dataKey) =>
        wrapForEach(targets, ({ recipient, algorithm }) => wrapFor(recipient, algorithm)(recipient, dataKey)),
      ),
    reencrypt: (source, destination) =>
      andThen(decrypt(source), (text) => wiping(text, () => encrypt(destination, text))),
    wrapper: { wrap: (recipient, dataKey, algorithm) => wrapFor(recipient, algorithm)(recipient, dataKey) },
    importer: {
      importKey(key, bytes) {
        checkUse(key);
        return material.importKey(key, bytes);
      },
    },
    ...(capabilities.imports.algorithms.length > 0 && { unwrapper: createHostUnwrapper(primitives) }),
    ...(primitives.keyPairs !== undefined && createHostKeyPairs(forms, useKey)),
    ...(primitives.macs !== undefined && createHostMacs(forms, useKey)),
    close: () => {
      cache.clear();
    },
  };
}

/**
 * Makes the body of a blob: IV (12), then ciphertext and tag (16) of the text's UTF-8 bytes as they are, with `binding`
 * as associated data. So a text of n bytes gives a body of 28 + n, as callers of Alibaba Cloud KMS see.
 */
function sealBody(
  cipher: HostCipher,
  key: unknown,
  iv: Uint8Array,
  text: Uint8Array,
  binding: Uint8Array,
): MaybePromise<Uint8Array> {
  return andThen(cipher.seal(key, iv, text, binding), (sealed) => joinPublic(iv, sealed));
}

/**
 * The text inside the body of a blob, as UTF-8 bytes.
 *
 * @throws CryptoError `undecryptable`
 */
function openBody(
  cipher: HostCipher,
  key: unknown,
  body: Uint8Array,
  binding: Uint8Array,
): MaybePromise<Uint8Array> {
  if (body.length < ivLength + tagLength || body.length > maxBodyLength) throw undecryptable();
  return cipher.open(key, body.subarray(0, ivLength), body.subarray(ivLength), binding);
}
