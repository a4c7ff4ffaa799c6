import { type CipherName, ciphers } from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";
import type { HostCipher } from "../primitives/primitives.ts";
import { withImportedKey } from "../primitives/with-imported-key.ts";
import { allRight, altered, isKnown, isRefused } from "./asking.ts";
import { knownBodies } from "./vectors/bodies.ts";

const ivLength = 12;

/** Whether a cipher seals what is known to what is known, opens that again, and opens it with no bit of its tag turned. */
export function answersCipher(cipher: HostCipher, name: CipherName): MaybePromise<boolean> {
  const { material, text, binding } = knownBodies;
  const body = knownBodies.bodyBy(name);
  const [iv, sealed] = [body.subarray(0, ivLength), body.subarray(ivLength)];
  return withImportedKey(cipher, material.subarray(0, ciphers[name].keyLength), (key) =>
    allRight(
      () => isKnown(cipher.seal(key, iv, text, binding), sealed),
      () => isKnown(cipher.open(key, iv, sealed, binding), text),
      () => isRefused(() => cipher.open(key, iv, altered(sealed), binding)),
    ),
  );
}
