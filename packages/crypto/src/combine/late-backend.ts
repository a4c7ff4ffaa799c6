import type { ImportAlgorithm } from "@keyferry/algorithms";
import { andThen, type MaybePromise } from "@keyferry/bytes";
import type { Capabilities, CryptoBackend } from "../contract/backend.ts";
import { unsupported } from "../errors.ts";
import { loadOnce } from "./load-once.ts";

/** A backend that is not there yet. */
export interface LateBackendOptions {
  readonly name: string;
  /** What it can do: the same that it says itself. */
  readonly capabilities: readonly Capabilities[];
  /** Makes it. Called with the first thing that only the backend can do; once more only where it has failed. */
  readonly load: () => Promise<CryptoBackend>;
}

/**
 * Stands for a backend that is large and perhaps never needed, and has all optional parts but for what it says that it cannot do: it is loaded with the first call.
 * Calls before it is there answer with promises, calls after that as the backend does.
 */
export function createLateBackend({ name, capabilities, load }: LateBackendOptions): CryptoBackend {
  let backend: CryptoBackend | undefined;
  const late = loadOnce(async () => (backend = await load()));

  const loaded = (): MaybePromise<CryptoBackend> => backend ?? late.get();
  const use = <T>(work: (it: CryptoBackend) => MaybePromise<T>): MaybePromise<T> => andThen(loaded(), work);
  const usePart = <K extends PartName, T>(
    part: K,
    work: (it: NonNullable<CryptoBackend[K]>) => MaybePromise<T>,
  ): MaybePromise<T> => use((it) => work(partOf(it, part)));

  /** Where it is there, or about to be. */
  const useBegun = (work: (it: CryptoBackend) => MaybePromise<void>): MaybePromise<void> =>
    backend === undefined ? late.begun()?.then(work, () => undefined) : work(backend);

  return {
    name,
    capabilities,
    createKey: (key) => use((it) => it.createKey(key)),
    // It has nothing to forget before it is there.
    destroyKey: (key) => useBegun((it) => it.destroyKey(key)),
    random: (length) => use((it) => it.random(length)),
    encrypt: (target, text) => use((it) => it.encrypt(target, text)),
    decrypt: (source) => use((it) => it.decrypt(source)),
    generateDataKey: (target, length) => use((it) => it.generateDataKey(target, length)),
    rewrap: (source, recipient, algorithm) => use((it) => it.rewrap(source, recipient, algorithm)),
    rewrapForEach: (source, targets) => use((it) => it.rewrapForEach(source, targets)),
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
    close: () => useBegun((it) => it.close()),
  };
}

type PartName = "importer" | "unwrapper" | "wrapper" | "keyPairs" | "signer" | "asymmetricCipher" | "mac";

function partOf<K extends PartName>(backend: CryptoBackend, name: K): NonNullable<CryptoBackend[K]> {
  const part = backend[name];
  if (part == null) throw unsupported(`the backend ${backend.name} has no ${name}`);
  return part;
}
