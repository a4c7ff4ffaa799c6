import { ciphers, isSymmetricKeySpec, keySpecs, namesOf, type SymmetricKeySpec } from "@keyferry/algorithms";
import { CryptoError } from "@keyferry/crypto";
import type { ModuleFindings } from "../../calls.ts";
import { type Attempt, attemptIn } from "../session/attempt.ts";
import { keyWrapCandidates } from "../session/mechanisms.ts";
import { findImportedKeySpecs } from "./probe-imports.ts";
import { probeKeyPairs } from "./probe-key-pairs.ts";
import { findMacAlgorithms } from "./probe-macs.ts";
import { findWrappingHashes } from "./probe-oaep.ts";
import { encryptsUnder, findGcmParameters, makesMacs, wrapsRightly } from "./probe-secrets.ts";
import type { Token } from "../session/token.ts";

/** The longest data key of the service, and what is tried where a module stops before. In bytes. */
const longestTried = [1_024, 512, 256, 128, 64, 32] as const;

/** Looks for the lengths that `mechanism` wraps rightly, if it is RFC 5649 at all. */
function findLengths(attempt: Attempt, mechanism: number): ModuleFindings["dataKeyLengths"] | undefined {
  const rightly = (length: number) => attempt((session) => wrapsRightly(session, mechanism, length)) === true;
  // 16 bytes become 24 by RFC 5649, and 32 by the padding that NSS has under another number.
  if (!rightly(16)) return undefined;
  const multipleOf = rightly(17) && rightly(1) ? 1 : 8;
  const max = longestTried.find((length) => rightly(length) && rightly(length - multipleOf));
  return max === undefined || !rightly(multipleOf) ? undefined : { min: multipleOf, max, multipleOf };
}

function findKeyWrap(
  attempt: Attempt,
): Pick<ModuleFindings, "keyWrapMechanism" | "dataKeyLengths"> | undefined {
  for (const keyWrapMechanism of keyWrapCandidates) {
    const dataKeyLengths = findLengths(attempt, keyWrapMechanism);
    if (dataKeyLengths !== undefined) return { keyWrapMechanism, dataKeyLengths };
  }
  return undefined;
}

/** The specs of AES keys with which the module does all that it must do with 256 bits. */
function findAes(
  attempt: Attempt,
  found: Pick<ModuleFindings, "gcmParameters" | "keyWrapMechanism" | "dataKeyLengths">,
): readonly SymmetricKeySpec[] {
  const { gcmParameters, keyWrapMechanism, dataKeyLengths } = found;
  return namesOf(keySpecs)
    .filter(isSymmetricKeySpec)
    .filter((spec) => {
      const { cipher } = keySpecs[spec];
      const { keyLength } = ciphers[cipher];
      return (
        cipher.startsWith("AES_") &&
        attempt((session) => encryptsUnder(session, gcmParameters, keyLength)) === true &&
        [dataKeyLengths.min, dataKeyLengths.max].every(
          (length) =>
            attempt((session) => wrapsRightly(session, keyWrapMechanism, length, keyLength)) === true,
        )
      );
    });
}

/**
 * Finds out what a module does by doing it with session objects, and judging by node:crypto where that can.
 *
 * @throws CryptoError `unsupported` for a module that cannot do the minimum, with everything that is missing
 */
export async function probe(token: Token): Promise<ModuleFindings> {
  const attempt = attemptIn(token);
  const gcmParameters = findGcmParameters(attempt);
  const keyWrap = findKeyWrap(attempt);
  const wrappingHashes = await findWrappingHashes(attempt);
  const missing = [
    ...(attempt((session) => session.random(12))?.length === 12 ? [] : ["C_GenerateRandom"]),
    ...(gcmParameters === undefined ? ["AES-256 in GCM (CKM_AES_GCM)"] : []),
    ...(keyWrap === undefined
      ? ["AES key wrap with padding of RFC 5649 (CKM_AES_KEY_WRAP_KWP or _PAD)"]
      : []),
    ...(makesMacs(attempt) ? [] : ["HMAC-SHA-256 (CKM_SHA256_HMAC)"]),
    ...(wrappingHashes.length > 0 ? [] : ["C_WrapKey with RSAES-OAEP (CKM_RSA_PKCS_OAEP)"]),
  ];
  if (gcmParameters === undefined || keyWrap === undefined || missing.length > 0) {
    throw new CryptoError(
      "unsupported",
      `${token.library} has not all that is needed: ${missing.join("; ")}`,
    );
  }
  const pairs = probeKeyPairs(token, attempt, gcmParameters);
  const macAlgorithms = findMacAlgorithms(attempt);
  const means = { gcmParameters, ...keyWrap };
  // The spec of a key for codes has the name of its algorithm.
  const specs = [...findAes(attempt, means), ...pairs.keySpecs, ...macAlgorithms];
  return {
    library: token.library,
    ...means,
    wrappingHashes,
    ...pairs,
    keySpecs: specs,
    macAlgorithms,
    importedKeySpecs: findImportedKeySpecs(attempt, means, specs),
  };
}
