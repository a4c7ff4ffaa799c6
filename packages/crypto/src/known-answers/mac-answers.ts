import type { MacAlgorithm } from "@keyferry/algorithms";
import { andThen, type MaybePromise } from "@keyferry/bytes";
import type { HostMac } from "../primitives/primitives.ts";
import { withImportedKey } from "../primitives/with-imported-key.ts";
import { allRight, altered, isKnown } from "./asking.ts";
import { type KnownMacs, knownMacs } from "./vectors/macs.ts";

/** Whether it makes the code that is known, and takes that one and none with a bit turned. */
export function answersMac(mac: HostMac, algorithm: MacAlgorithm): MaybePromise<boolean> {
  const known: KnownMacs = algorithm === "HMAC_SM3" ? knownMacs.sm3 : knownMacs.sha2;
  const { key: material, message } = known;
  const code = known.macs[algorithm];
  if (code === undefined) return false;
  return withImportedKey(mac, material, (key) =>
    allRight(
      () => isKnown(mac.generate(key, message), code),
      () => mac.verify(key, message, code),
      () => andThen(mac.verify(key, message, altered(code)), (taken) => !taken),
    ),
  );
}
