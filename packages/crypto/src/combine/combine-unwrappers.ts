import type { ImportAlgorithm } from "@keyferry/algorithms";
import type { CryptoBackend, MaterialUnwrapper } from "../contract/backend.ts";
import { unsupported } from "../errors.ts";
import { claims, partsOf } from "./route.ts";

/** The unwrappers of several backends as one, absent where no backend has one: each call goes to the first that claims the algorithm. */
export function combineUnwrappers(backends: readonly CryptoBackend[]): Pick<CryptoBackend, "unwrapper"> {
  const unwrappers = partsOf(backends, "unwrapper");
  if (unwrappers.length === 0) return {};
  const unwrapperOf = (algorithm: ImportAlgorithm): MaterialUnwrapper => {
    const found = unwrappers.find((each) =>
      claims(each, ({ imports }) => imports.algorithms.includes(algorithm)),
    );
    if (found === undefined) throw unsupported(`no backend unwraps ${algorithm}`);
    return found.part;
  };
  return {
    unwrapper: {
      newWrappingPair: (algorithm) => unwrapperOf(algorithm).newWrappingPair(algorithm),
      unwrap: (privateKey, wrapped, algorithm) =>
        unwrapperOf(algorithm).unwrap(privateKey, wrapped, algorithm),
    },
  };
}
