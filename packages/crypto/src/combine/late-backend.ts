import type { ImportAlgorithm } from "@keyferry/algorithms";
import { andThen, type MaybePromise } from "../contract/maybe-promise.ts";
import type { Capabilities, CryptoBackend } from "../contract/backend.ts";
import { CryptoError } from "../errors.ts";

/** A backend that is not there yet. */
export interface LateBackendOptions {
  readonly name: string;
  /** What it can do: the same that it says itself. */
  readonly capabilities: readonly Capabilities[];
  /** Makes it. Called once, with the first thing that only the backend can do. */
  readonly load: () => Promise<CryptoBackend>;
}

/**
 * Stands for a backend that is large and perhaps never needed, and has all optional parts but for what it says that it cannot do: it is loaded with the first call.
 * Calls before it is there answer with promises, calls after that as the backend does.
 */
export function createLateBackend({ name, capabilities, load }: LateBackendOptions): CryptoBackend {
  let backend: CryptoBackend | undefined;
  let loading: Promise<CryptoBackend> | undefined;

  const loaded = (): MaybePromise<CryptoBackend> =>
    backend ?? (loading ??= load().then((it) => (backend = it)));
  const use = <T>(work: (it: CryptoBackend) => MaybePromise<T>): MaybePromise<T> => andThen(loaded(), work);
  const usePart = <K extends PartName, T>(
    part: K,
    work: (it: NonNullable<CryptoBackend[K]>) => MaybePromise<T>,
  ): MaybePromise<T> => use((it) => work(partOf(it, part)));

  return {
    name,
    capabilities,
    createKey: (key) => use((it) => it.createKey(key)),
    // It has nothing to forget before it is there.
    destroyKey: (key) => (loading === undefined ? undefined : use((it) => it.destroyKey(key))),
    random: (length) => use((it) => it.random(length)),
    encrypt: (target, text) => use((it) => it.encrypt(target, text)),
    decrypt: (source) => use((it) => it.decrypt(source)),
    generateDataKey: (target, length) => use((it) => it.generateDataKey(target, length)),
    rewrap: (source, recipient, algorithm) => use((it) => it.rewrap(source, recipient, algorithm)),
    reencrypt: (source, destination) => use((it) => it.reencrypt(source, destination)),
    importer: {
      importKey: (key, material) => usePart("importer", (it) => it.importKey(key, material)),
    },
    ...(capabilities.some(({ imports }) => imports.algorithms.length > 0) && {
      unwrapper: {
        newWrappingPair: (algorithm: ImportAlgorithm) =>
          usePart("unwrapper", (it) => it.newWrappingPair(algorithm)),
        unwrap: (privateKey: Uint8Array, wrapped: Uint8Array, algorithm: ImportAlgorithm) =>
          usePart("unwrapper", (it) => it.unwrap(privateKey, wrapped, algorithm)),
      },
    }),
    wrapper: {
      wrap: (recipient, dataKey, algorithm) =>
        usePart("wrapper", (it) => it.wrap(recipient, dataKey, algorithm)),
    },
    keyPairs: { publicKey: (key) => usePart("keyPairs", (it) => it.publicKey(key)) },
    signer: {
      sign: (key, algorithm, input) => usePart("signer", (it) => it.sign(key, algorithm, input)),
      verify: (key, algorithm, input, signature) =>
        usePart("signer", (it) => it.verify(key, algorithm, input, signature)),
    },
    asymmetricCipher: {
      encrypt: (key, algorithm, plaintext) =>
        usePart("asymmetricCipher", (it) => it.encrypt(key, algorithm, plaintext)),
      decrypt: (key, algorithm, ciphertext) =>
        usePart("asymmetricCipher", (it) => it.decrypt(key, algorithm, ciphertext)),
    },
    mac: {
      generate: (key, algorithm, message) => usePart("mac", (it) => it.generate(key, algorithm, message)),
      verify: (key, algorithm, message, mac) =>
        usePart("mac", (it) => it.verify(key, algorithm, message, mac)),
    },
    close: () => (loading === undefined ? undefined : use((it) => it.close())),
  };
}

type PartName = "importer" | "unwrapper" | "wrapper" | "keyPairs" | "signer" | "asymmetricCipher" | "mac";

function partOf<K extends PartName>(backend: CryptoBackend, name: K): NonNullable<CryptoBackend[K]> {
  const part = backend[name];
  if (part == null) throw new CryptoError("unsupported", `the backend ${backend.name} has no ${name}`);
  return part;
}
