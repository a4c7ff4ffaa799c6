import type { Capabilities } from "../contract/backend.ts";

type Lengths = Capabilities["dataKeyLengths"];

function leastCommonMultiple(a: number, b: number): number {
  let [greater, lesser] = [a, b];
  while (lesser !== 0) [greater, lesser] = [lesser, greater % lesser];
  return (a / greater) * b;
}

/** The lengths that both can do: whichever backend a call goes to, it must not be promised too much. */
function lengthsOfBoth(a: Lengths, b: Lengths): Lengths {
  return {
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
    multipleOf: leastCommonMultiple(a.multipleOf, b.multipleOf),
  };
}

function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return [...new Set([...a, ...b])];
}

function merge(a: Capabilities, b: Capabilities): Capabilities {
  return {
    custody: a.custody,
    protectionLevel: a.protectionLevel,
    keySpecs: union(a.keySpecs, b.keySpecs),
    signatureAlgorithms: {
      digest: union(a.signatureAlgorithms.digest, b.signatureAlgorithms.digest),
      message: union(a.signatureAlgorithms.message, b.signatureAlgorithms.message),
    },
    encryptionAlgorithms: union(a.encryptionAlgorithms, b.encryptionAlgorithms),
    macAlgorithms: union(a.macAlgorithms, b.macAlgorithms),
    wrappingAlgorithms: union(a.wrappingAlgorithms, b.wrappingAlgorithms),
    imports: {
      keySpecs: union(a.imports.keySpecs, b.imports.keySpecs),
      algorithms: union(a.imports.algorithms, b.imports.algorithms),
    },
    dataKeyLengths: lengthsOfBoth(a.dataKeyLengths, b.dataKeyLengths),
  };
}

/** One entry per custody: what any of its backends can do, and the data key lengths that all of them can. */
export function mergeCapabilities(all: readonly Capabilities[]): readonly Capabilities[] {
  const byCustody = new Map<string, Capabilities>();
  for (const capabilities of all) {
    const known = byCustody.get(capabilities.custody);
    byCustody.set(capabilities.custody, known === undefined ? capabilities : merge(known, capabilities));
  }
  return [...byCustody.values()];
}
