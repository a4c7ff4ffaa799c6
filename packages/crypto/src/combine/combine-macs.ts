import type { BackendKey, CryptoBackend } from "../contract/backend.ts";
import { partFor, partsOf } from "./backend-part.ts";
import type { MacAlgorithm } from "@keyferry/algorithms";

/** The part of `backends` for message authentication codes: each call goes to the first holder of the key that has the algorithm. */
export function combineMacs(backends: readonly CryptoBackend[]): Pick<CryptoBackend, "mac"> {
  const macs = partsOf(backends, "mac");
  if (macs.length === 0) return {};
  const macOf = (key: BackendKey, algorithm: MacAlgorithm) =>
    partFor(backends, macs, key, ({ macAlgorithms }) => macAlgorithms.includes(algorithm));
  return {
    mac: {
      generate: (key, algorithm, message) => macOf(key, algorithm).generate(key, algorithm, message),
      verify: (key, algorithm, message, mac) => macOf(key, algorithm).verify(key, algorithm, message, mac),
    },
  };
}
