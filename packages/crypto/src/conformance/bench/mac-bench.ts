import type { ConformanceCheck } from "@keyferry/conformance";
import { keySpecs, type MacAlgorithm, macAlgorithms, namesOf } from "@keyferry/algorithms";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { BackendKey, Capabilities, Mac } from "../../contract/backend.ts";
import {
  type BackendBench,
  type BackendConformanceOptions,
  checkOnBackend,
  claimOf,
} from "./backend-bench.ts";
import { expectRefusal } from "./expect-refusal.ts";

/** A bench with a new key of the algorithm that the check is about. */
export interface MacBench extends BackendBench {
  readonly algorithm: MacAlgorithm;
  readonly key: BackendKey;
  /** What the backend claims of the custody that the key is in. */
  readonly claim: Capabilities;
  readonly mac: Mac;
}

/** Every algorithm of message authentication codes. */
export const allMacAlgorithms = namesOf(macAlgorithms);

/** The check for one algorithm: where the backend does not claim it, it must refuse to make such a key. */
export function checkOnMac(
  options: BackendConformanceOptions,
  algorithm: MacAlgorithm,
  name: string,
  work: (bench: MacBench) => Promise<void>,
): ConformanceCheck {
  return checkOnBackend(options, `${algorithm}: ${name}`, async (bench) => {
    const claim = claimOf(bench.backend, algorithm);
    if (claim?.macAlgorithms.includes(algorithm) !== true) {
      await expectRefusal("unsupported", `a key of ${algorithm}, which is not claimed,`, () =>
        bench.newKey(algorithm),
      );
      return;
    }
    const { mac } = bench.backend;
    if (mac === undefined) throw new Error("expected a backend that claims authentication codes to have mac");
    await work({ ...bench, algorithm, claim, mac, key: await bench.newKey(algorithm) });
  });
}

/** The check for each algorithm. */
export function checkPerMac(
  options: BackendConformanceOptions,
  name: string,
  work: (bench: MacBench) => Promise<void>,
): readonly ConformanceCheck[] {
  return allMacAlgorithms.map((algorithm) => checkOnMac(options, algorithm, name, work));
}

const hashes = { HMAC_SHA_224: sha224, HMAC_SHA_256: sha256, HMAC_SHA_384: sha384, HMAC_SHA_512: sha512 };

/**
 * The key of the service's length that gives the same codes as `key`: HMAC itself fills a short key up with zeros, and
 * takes the hash of one that is longer than a block (RFC 2104 2).
 *
 * @throws RangeError for a key between that length and a block, and for a long one of HMAC_SM3
 */
export function equivalentKey(algorithm: MacAlgorithm, key: Uint8Array): Uint8Array {
  const { keyLength } = keySpecs[algorithm];
  if (key.length <= keyLength) {
    const filled = new Uint8Array(keyLength);
    filled.set(key);
    return filled;
  }
  const hash = algorithm === "HMAC_SM3" ? undefined : hashes[algorithm];
  if (hash === undefined || key.length <= hash.blockLen) {
    throw new RangeError(`no key of ${algorithm} is equivalent`);
  }
  return hash(key);
}
