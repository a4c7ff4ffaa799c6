import { andThen, equalBytes, type MaybePromise, wiping } from "@keyferry/bytes";
import type { HostCipher, HostKeyForm, HostMac, HostWrap } from "../primitives/primitives.ts";
import type { Gate } from "./gates.ts";
import { afterTrial } from "./output-trial.ts";

/** Does `work` once its algorithm has passed. */
export function through<T>(gate: Gate, work: () => MaybePromise<T>): MaybePromise<T> {
  return gate.passed ? work() : andThen(gate.pass(), work);
}

/** How a library takes keys in, which is not tried by itself: nothing is done with a key before its algorithm has passed. */
export function keysOf<K>(form: HostKeyForm<K>): HostKeyForm<K> {
  return {
    importKey: (material) => form.importKey(material),
    forgetKey(key) {
      form.forgetKey?.(key);
    },
  };
}

/** A cipher whose ciphertexts are opened before they leave, with the key object that sealed them. */
export function triedCipher(cipher: HostCipher, gate: Gate): HostCipher {
  const seal: HostCipher["seal"] = (key, iv, plaintext, associatedData) =>
    andThen(cipher.seal(key, iv, plaintext, associatedData), (sealed) =>
      afterTrial(gate, sealed, () =>
        andThen(cipher.open(key, iv, sealed, associatedData), (opened) =>
          wiping(opened, () => equalBytes(opened, plaintext)),
        ),
      ),
    );
  return {
    ...keysOf(cipher),
    seal: (key, iv, plaintext, associatedData) =>
      through(gate, () => seal(key, iv, plaintext, associatedData)),
    open: (key, iv, sealed, associatedData) =>
      through(gate, () => cipher.open(key, iv, sealed, associatedData)),
  };
}

/** Codes that are verified before they leave. */
export function triedMac(mac: HostMac, gate: Gate): HostMac {
  const generate: HostMac["generate"] = (key, message) =>
    andThen(mac.generate(key, message), (code) =>
      afterTrial(gate, code, () => mac.verify(key, message, code)),
    );
  return {
    ...keysOf(mac),
    generate: (key, message) => through(gate, () => generate(key, message)),
    verify: (key, message, code) => through(gate, () => mac.verify(key, message, code)),
  };
}

/** Wrapping that has passed its test. What it makes opens elsewhere alone. */
export function testedWrap(wrap: HostWrap, gate: Gate): HostWrap {
  return (recipient, payload) => through(gate, () => wrap(recipient, payload));
}
