import { unsupported } from "../errors.ts";
import type { DataKeyReceiver } from "../contract/receiver.ts";
import { normaliseCiphertext } from "./asymmetric-ciphertext.ts";
import type { HostUnwrap, ReceiverPrimitives } from "../primitives/primitives.ts";
import { namesOf, wrappingAlgorithms } from "@keyferry/algorithms";
import { andThen } from "@keyferry/bytes";

/**
 * A receiver whose private keys are in the host's memory, over the primitives of one library. It checks that key and
 * algorithm agree and that the ciphertext has a length of its kind before the library sees either.
 */
export function createHostReceiver(primitives: ReceiverPrimitives): DataKeyReceiver {
  const { name, unwraps, keyPairs } = primitives;
  const algorithms = namesOf(wrappingAlgorithms);
  return {
    name,
    wrappingAlgorithms: algorithms.filter((algorithm) => unwraps[algorithm] !== undefined),
    generateRecipientKeyPair(spec) {
      const generate = keyPairs[spec];
      if (generate === undefined) throw unsupported(`${name} makes no ${spec} key pairs`);
      return generate();
    },
    openExportedDataKey(privateKey, exported, algorithm) {
      const unwrap: unknown = unwraps[algorithm];
      if (unwrap === undefined) throw unsupported(`${name} has no ${algorithm}`);
      const { recipient } = wrappingAlgorithms[algorithm];
      if (privateKey.spec !== recipient) {
        throw unsupported(`${algorithm} needs a private key of ${recipient}, not of ${privateKey.spec}`);
      }
      // Of that private key's spec, as was checked.
      const ciphertext = normaliseCiphertext(exported, algorithm, recipient);
      return andThen((unwrap as HostUnwrap)(privateKey, ciphertext), (bytes) => ({ bytes }));
    },
  };
}
