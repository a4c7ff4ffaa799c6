import type { ConformanceCheck } from "@keyferry/conformance";
import {
  type AsymmetricKeySpec,
  isSymmetricKeySpec,
  type KeySpec,
  keySpecs,
  namesOf,
  type SymmetricKeySpec,
} from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";
import { bytesToHex, randomBytes } from "@noble/ciphers/utils.js";
import type {
  BackendKey,
  BodyTarget,
  BoundBody,
  Capabilities,
  CryptoBackend,
  NewKey,
  StoredMaterial,
} from "../../contract/backend.ts";
import { bindingOf, bytesOfBase64Text, type EncryptionContext } from "../../blob/blob.ts";
import type { DataKeyReceiver } from "../../contract/receiver.ts";
import { createSealer } from "../../sealing/portable-sealer.ts";
import type { Sealer } from "../../sealing/sealer.ts";
import { anOwner } from "./an-owner.ts";
import { expectRefusal } from "./expect-refusal.ts";

/** What the suite needs of the backend under test. */
export interface BackendConformanceOptions {
  /** Makes a fresh backend. A backend that does not seal key material ignores the sealer. */
  create(options: { readonly sealer: Sealer }): MaybePromise<CryptoBackend>;
  /** At least one for each wrapping algorithm that the backend claims; each opens what the backend exports. */
  readonly receivers: readonly DataKeyReceiver[];
  /** Of the key pair specs that the backend claims, those that the suite may have generated; all when absent. */
  readonly generates?: readonly AsymmetricKeySpec[];
}

/** A backend set up for one check. */
export interface BackendBench {
  readonly backend: CryptoBackend;
  readonly sealer: Sealer;
  /** A new key of `spec`, destroyed when the check has ended. */
  readonly newKey: (spec: KeySpec) => Promise<BackendKey>;
  /** A key of `spec` with the given material, destroyed when the check has ended; `undefined` where none are taken in. */
  readonly importedKey: (spec: KeySpec, material: Uint8Array) => Promise<BackendKey | undefined>;
}

/** A bench with a key of the spec that the check is about. */
export interface KeyBench extends BackendBench {
  readonly spec: SymmetricKeySpec;
  readonly key: BackendKey;
  /** What the backend claims of the custody that the key is in. */
  readonly claim: Capabilities;
}

/** Every spec of symmetric keys. */
export const allKeySpecs: readonly SymmetricKeySpec[] = namesOf(keySpecs).filter(isSymmetricKeySpec);

/** A version id that no other check uses, in the form of a UUID. */
export function newVersionId(): string {
  return `00000000-0000-4000-8000-${bytesToHex(randomBytes(6))}`;
}

/** A key with the binding of its own version id and `context`. */
export function boundTo(key: BackendKey, context?: EncryptionContext): BodyTarget {
  return { key, binding: bindingOf(key.versionId, context) };
}

/** The bytes of the data key in a body. */
export async function dataKeyIn(source: BoundBody, backend: CryptoBackend): Promise<Uint8Array> {
  return bytesOfBase64Text(await backend.decrypt(source));
}

/** What `backend` claims of the first custody that has `spec`. */
export function claimOf(backend: CryptoBackend, spec: KeySpec): Capabilities | undefined {
  return backend.capabilities.find((capabilities) => capabilities.keySpecs.includes(spec));
}

/** A check that gets a backend of its own, which is closed afterwards. */
export function checkOnBackend(
  options: BackendConformanceOptions,
  name: string,
  work: (bench: BackendBench) => Promise<void>,
): ConformanceCheck {
  const run = async (): Promise<void> => {
    const sealer = createSealer(randomBytes(32));
    const backend = await options.create({ sealer });
    const made: BackendKey[] = [];
    try {
      const keep = async (
        spec: KeySpec,
        make: (key: NewKey) => MaybePromise<StoredMaterial>,
      ): Promise<BackendKey> => {
        const versionId = newVersionId();
        const protectionLevel = claimOf(backend, spec)?.protectionLevel ?? "SOFTWARE";
        const newKey = { owner: anOwner, versionId, spec, protectionLevel };
        const key = { owner: anOwner, versionId, spec, ...(await make(newKey)) };
        made.push(key);
        return key;
      };
      const { importer } = backend;
      await work({
        backend,
        sealer,
        newKey: (spec) => keep(spec, (key) => backend.createKey(key)),
        importedKey: async (spec, material) =>
          importer && isTaken(backend, spec)
            ? keep(spec, (key) => importer.importKey(key, material))
            : undefined,
      });
    } finally {
      for (const key of made) await backend.destroyKey(key);
      await backend.close();
    }
  };
  return { name, run };
}

/** The check for each key spec: where the backend does not claim the spec, it must refuse to make such a key. */
export function checkPerKeySpec(
  options: BackendConformanceOptions,
  name: string,
  work: (bench: KeyBench) => Promise<void>,
): readonly ConformanceCheck[] {
  return allKeySpecs.map((spec) =>
    checkOnBackend(options, `${spec}: ${name}`, async (bench) => {
      const claim = claimOf(bench.backend, spec);
      if (claim === undefined) {
        await expectRefusal("unsupported", `a key of ${spec}, which is not claimed,`, () =>
          bench.newKey(spec),
        );
        return;
      }
      await work({ ...bench, spec, claim, key: await bench.newKey(spec) });
    }),
  );
}

/** Whether a backend says that it takes in keys of a spec. */
export function isTaken({ capabilities }: Pick<CryptoBackend, "capabilities">, spec: KeySpec): boolean {
  return capabilities.some(({ imports }) => imports.keySpecs.includes(spec));
}
