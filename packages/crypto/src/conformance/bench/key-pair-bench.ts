import type { ConformanceCheck } from "@keyferry/conformance";
import type { AsymmetricCipher, BackendKey, Capabilities, KeyPairs, Signer } from "../../contract/backend.ts";
import {
  type BackendBench,
  type BackendConformanceOptions,
  checkOnBackend,
  claimOf,
} from "./backend-bench.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { KnownKeyPair } from "../../known-answers/vectors/key-pairs.ts";
import { fixedKeyPairs } from "../vectors/fixed-key-pairs.ts";
import { type AsymmetricKeySpec, isAsymmetricKeySpec, keySpecs, namesOf } from "@keyferry/algorithms";

/** A bench with a key pair of the spec that the check is about. */
export interface KeyPairBench extends BackendBench {
  readonly spec: AsymmetricKeySpec;
  /** The suite's fixed pair of the spec where the backend takes key material in, otherwise a new one. */
  readonly key: BackendKey;
  /** What the backend claims of the custody that the key is in. */
  readonly claim: Capabilities;
  /** The fixed pair, where `key` is that. */
  readonly fixed: KnownKeyPair | undefined;
}

/** Every spec of key pairs. */
export const allKeyPairSpecs: readonly AsymmetricKeySpec[] = namesOf(keySpecs).filter(isAsymmetricKeySpec);

function partOf<P>(part: P | undefined, what: string): P {
  if (part === undefined) throw new Error(`expected a backend that claims key pairs to have ${what}`);
  return part;
}

/** The part of the backend that a claim of key pairs demands. */
export const keyPairsOf = ({ backend }: BackendBench): KeyPairs => partOf(backend.keyPairs, "keyPairs");
/** The part of the backend that a claim of signature algorithms demands. */
export const signerOf = ({ backend }: BackendBench): Signer => partOf(backend.signer, "signer");
/** The part of the backend that a claim of encryption algorithms demands. */
export const cipherOf = ({ backend }: BackendBench): AsymmetricCipher =>
  partOf(backend.asymmetricCipher, "asymmetricCipher");

/** The check for one spec of key pairs, with nothing to do where the backend does not claim it. */
export function checkOnKeyPair(
  options: BackendConformanceOptions,
  spec: AsymmetricKeySpec,
  name: string,
  work: (bench: KeyPairBench) => Promise<void>,
): ConformanceCheck {
  return checkOnBackend(options, `${spec}: ${name}`, async (bench) => {
    const claim = claimOf(bench.backend, spec);
    if (claim === undefined) {
      await expectRefusal("unsupported", `a key of ${spec}, which is not claimed,`, () => bench.newKey(spec));
      return;
    }
    const pair = fixedKeyPairs[spec];
    const imported = await bench.importedKey(spec, pair.privateKey);
    if (imported === undefined && options.generates?.includes(spec) === false) return;
    const key = imported ?? (await bench.newKey(spec));
    await work({ ...bench, spec, claim, key, fixed: imported && pair });
  });
}

/** The check for each spec of key pairs. */
export function checkPerKeyPair(
  options: BackendConformanceOptions,
  name: string,
  work: (bench: KeyPairBench) => Promise<void>,
): readonly ConformanceCheck[] {
  return allKeyPairSpecs.map((spec) => checkOnKeyPair(options, spec, name, work));
}
