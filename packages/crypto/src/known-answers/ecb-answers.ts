import type { MaybePromise } from "@keyferry/bytes";
import type { EcbName, HostEcb } from "../primitives/primitives.ts";
import { isKnown } from "./asking.ts";
import { knownEcb } from "./vectors/ecb.ts";

/** Whether a block cipher decrypts what is known. */
export function answersEcb(decrypt: HostEcb, name: EcbName): MaybePromise<boolean> {
  const { key, plaintext, ciphertext } = knownEcb[name];
  return isKnown(decrypt(key, ciphertext), plaintext);
}
