import { equalBytes, wipe } from "@keyferry/bytes";
import { CryptoError } from "@keyferry/crypto";
import type { ModuleSource, ModuleTarget } from "../../calls.ts";
import { isAnswer } from "../session/cryptoki-error.ts";
import { WrongOutput } from "../wrong-output.ts";
import type { DataKeys } from "./data-keys.ts";
import type { GcmData } from "./gcm-data.ts";
import type { ModuleKeyPairs } from "./key-pairs.ts";
import type { ModuleMacs } from "./macs.ts";

// What a module has made is given back to it before it leaves: a bit that turned on the way, or in it, is found then.

/** @throws WrongOutput where `holds` does not find `output` right, or cannot find out; then it is wiped */
function afterTrial<T extends Uint8Array>(algorithm: string, output: T, holds: () => boolean): T {
  let held: boolean;
  try {
    held = holds();
  } catch (cause) {
    wipe(output);
    // Trouble of the token says nothing about what was made.
    if (!(cause instanceof CryptoError) && !isAnswer(cause)) throw cause;
    throw new WrongOutput(algorithm, { cause });
  }
  if (!held) {
    wipe(output);
    throw new WrongOutput(algorithm);
  }
  return output;
}

/** Texts are decrypted before their ciphertext leaves, and compared. */
export function triedGcmData(gcmData: GcmData): GcmData {
  return {
    seal(session, key, plaintext, associatedData) {
      const sealed = gcmData.seal(session, key, plaintext, associatedData);
      return afterTrial("AES-GCM", sealed, () => {
        const opened = gcmData.open(session, key, sealed, associatedData);
        const same = equalBytes(opened, plaintext);
        wipe(opened);
        return same;
      });
    },
    open: (session, key, sealed, associatedData) => gcmData.open(session, key, sealed, associatedData),
  };
}

/**
 * Data keys are wrapped twice, which gives the same bytes, and unwrapped, before the wrapped key leaves. Nobody sees them: the
 * objects are as little readable as those of the work itself.
 */
export function triedDataKeys(dataKeys: DataKeys): DataKeys {
  const algorithm = "AES key wrap";
  const sourceOf = (target: ModuleTarget, body: Uint8Array): ModuleSource => ({ ...target, body });
  return {
    generate(session, target, length) {
      const body = dataKeys.generate(session, target, length);
      return afterTrial(algorithm, body, () =>
        dataKeys.open(session, sourceOf(target, body), false, (again) =>
          equalBytes(dataKeys.seal(session, target, again), body),
        ),
      );
    },
    seal(session, target, dataKey) {
      const body = dataKeys.seal(session, target, dataKey);
      return afterTrial(
        algorithm,
        body,
        () =>
          equalBytes(dataKeys.seal(session, target, dataKey), body) &&
          dataKeys.open(session, sourceOf(target, body), false, () => true),
      );
    },
    open: (session, source, visible, work) => dataKeys.open(session, source, visible, work),
  };
}

/** Signatures are verified before they leave, and public keys read twice. */
export function triedKeyPairs(pairs: ModuleKeyPairs): ModuleKeyPairs {
  return {
    ...pairs,
    publicKey(session, key) {
      const found = pairs.publicKey(session, key);
      return afterTrial("public keys", found, () => equalBytes(pairs.publicKey(session, key), found));
    },
    sign(session, key, algorithm, digest) {
      const signature = pairs.sign(session, key, algorithm, digest);
      return afterTrial(algorithm, signature, () => pairs.verify(session, key, algorithm, digest, signature));
    },
  };
}

/** Codes are made twice before they leave. */
export function triedMacs(macs: ModuleMacs): ModuleMacs {
  return {
    ...macs,
    generateMac(session, key, message) {
      const mac = macs.generateMac(session, key, message);
      return afterTrial(key.spec, mac, () => macs.verifyMac(session, key, message, mac));
    },
  };
}
