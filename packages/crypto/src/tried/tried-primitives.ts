import { type CipherName, type MacAlgorithm, namesOf, wrappingAlgorithms } from "@keyferry/algorithms";
import type {
  EcbName,
  HostCipher,
  HostEcb,
  HostMac,
  HostPrimitives,
  HostWrap,
} from "../primitives/primitives.ts";
import { answersCipher } from "../known-answers/cipher-answers.ts";
import { answersEcb } from "../known-answers/ecb-answers.ts";
import { answersWrap } from "../known-answers/key-pair-answers.ts";
import { answersMac } from "../known-answers/mac-answers.ts";
import type { OnBackendFault } from "./backend-fault.ts";
import { createGates, type Gates } from "./gates.ts";
import { mapRows } from "./map-rows.ts";
import { testedWrap, triedCipher, triedMac } from "./tried-forms.ts";
import { triedKeyPairs } from "./tried-key-pair.ts";

/** The primitives of a library, tried. */
export interface TriedPrimitives extends HostPrimitives {
  /** @throws CryptoError `faulty` once they are closed */
  checkOpen(): void;
}

/**
 * The same primitives, tried. No algorithm is used before it has passed its known-answer test in this process, and one that fails
 * closes them all. What leaves is tried first: a ciphertext of a cipher is opened and compared with what was sealed, a signature and
 * a code are verified.
 *
 * What is encrypted under a public key, exports among it, is not: who may open it is elsewhere. A wrapping is tested by the
 * library's own key pairs of the recipient's spec, and not at all where it has none; RSA by a pair of RSA_2048.
 *
 * @param onFault told of what was wrong
 * @throws TypeError for a library that has RSA without RSA_2048
 * @returns whose methods throw CryptoError `faulty`, besides, and answer at once where those of `primitives` do
 */
export function triedPrimitives(primitives: HostPrimitives, onFault: OnBackendFault): TriedPrimitives {
  const { name, ciphers, wraps, keyPairs, ecb, macs } = primitives;
  const gates = createGates(name, onFault);
  return {
    name,
    checkOpen: () => {
      gates.checkOpen();
    },
    ciphers: mapRows(ciphers, (cipher: HostCipher, of: CipherName) => {
      const gate = gates.gate(of, () => answersCipher(cipher, of));
      return triedCipher(cipher, gate);
    }),
    wraps: testedWraps({ wraps, keyPairs }, gates),
    ...(keyPairs && { keyPairs: triedKeyPairs(keyPairs, gates) }),
    ...(ecb && {
      ecb: mapRows(ecb, (decrypt: HostEcb, of: EcbName) => testedEcb(decrypt, of, gates)),
    }),
    ...(macs && {
      macs: mapRows(macs, (mac: HostMac, algorithm: MacAlgorithm) => {
        const gate = gates.gate(algorithm, () => answersMac(mac, algorithm));
        return triedMac(mac, gate);
      }),
    }),
    randomBytes(length) {
      gates.checkOpen();
      return primitives.randomBytes(length);
    },
  };
}

function testedWraps(
  {
    wraps,
    keyPairs,
  }: Pick<HostPrimitives, "wraps"> & { readonly keyPairs: HostPrimitives["keyPairs"] | undefined },
  gates: Gates,
): HostPrimitives["wraps"] {
  const tested = namesOf(wrappingAlgorithms).flatMap((algorithm) => {
    // For recipients of the algorithm's spec, as each caller makes sure.
    const wrap = wraps[algorithm] as HostWrap | undefined;
    if (wrap === undefined) return [];
    const pair = keyPairs?.[wrappingAlgorithms[algorithm].recipient];
    const opener = pair?.encryptions[algorithm];
    const test = pair && opener && (() => answersWrap(wrap, pair, opener, algorithm));
    return [[algorithm, testedWrap(wrap, gates.gate(`${algorithm} of exports`, test))] as const];
  });
  return Object.fromEntries(tested);
}

/** Answers at once, as a test of it does. */
function testedEcb(decrypt: HostEcb, name: EcbName, gates: Gates): HostEcb {
  const gate = gates.gate(name, () => answersEcb(decrypt, name));
  return (key, ciphertext) => {
    if (!gate.passed) void gate.pass();
    return decrypt(key, ciphertext);
  };
}
