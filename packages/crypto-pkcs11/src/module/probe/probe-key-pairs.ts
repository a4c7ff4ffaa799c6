import {
  type AsymmetricKeySpec,
  keySpecs,
  namesOf,
  rsaKeySpecNames,
  signatureAlgorithms,
  signsWith,
} from "@keyferry/algorithms";
import pkcs11 from "pkcs11js";
import { wrappingWith } from "../../capabilities.ts";
import type { ModuleFindings } from "../../calls.ts";
import type { Attempt } from "../session/attempt.ts";
import { isAnswer } from "../session/cryptoki-error.ts";
import { encryptsOaep, oaepHashes, unwrapsOaep } from "./probe-oaep.ts";
import { signs, type TrialPair, withTrialPair } from "./probe-signing.ts";
import type { Session } from "../session/session.ts";
import type { Token } from "../session/token.ts";

type PairFindings = Pick<
  ModuleFindings,
  "keySpecs" | "signatureAlgorithms" | "encryptionAlgorithms" | "unwrappingHashes"
>;

const nothing: PairFindings = {
  keySpecs: [],
  signatureAlgorithms: [],
  encryptionAlgorithms: [],
  unwrappingHashes: [],
};

/** What `work` finds with a pair of `spec`, made once and used in many attempts; `nothing` where none can be made. */
function withPair(
  token: Token,
  spec: AsymmetricKeySpec,
  work: (pair: TrialPair) => PairFindings,
): PairFindings {
  try {
    return withTrialPair(token.lasting, spec, work);
  } catch (error) {
    if (isAnswer(error)) return nothing;
    throw error;
  }
}

/**
 * What the module does with key pairs. One RSA key is generated, of 2,048 bits: that it makes longer ones, it says
 * itself, since trying takes seconds.
 */
export function probeKeyPairs(
  token: Token,
  attempt: Attempt,
  form: ModuleFindings["gcmParameters"],
): PairFindings {
  const can = (work: (session: Session) => boolean) => attempt(work) === true;
  const sizes = token.keySizes(pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN) ?? { min: 0, max: 0 };

  const rsa = withPair(token, "RSA_2048", (pair) => {
    const signing = namesOf(signatureAlgorithms).filter(
      (algorithm) => signsWith(pair.spec, algorithm) && can((session) => signs(session, pair, algorithm)),
    );
    const encrypting = oaepHashes.filter((hash) => can((session) => encryptsOaep(session, pair, hash)));
    const useful = signing.length > 0 || encrypting.length > 0;
    return {
      keySpecs: rsaKeySpecNames.filter((spec) => {
        const bits = 8 * keySpecs[spec].modulusLength;
        return useful && sizes.min <= bits && bits <= sizes.max;
      }),
      signatureAlgorithms: signing,
      encryptionAlgorithms: wrappingWith(encrypting),
      unwrappingHashes: oaepHashes.filter((hash) => can((session) => unwrapsOaep(session, pair, hash, form))),
    };
  });
  const curves = signatureAlgorithms.ECDSA_SHA_256.keySpecs.filter(
    (spec) =>
      withPair(token, spec, (pair) => ({
        ...nothing,
        keySpecs: can((session) => signs(session, pair, "ECDSA_SHA_256")) ? [spec] : [],
      })).keySpecs.length > 0,
  );
  return {
    ...rsa,
    keySpecs: [...rsa.keySpecs, ...curves],
    signatureAlgorithms: [
      ...rsa.signatureAlgorithms,
      ...(curves.length > 0 ? (["ECDSA_SHA_256"] as const) : []),
    ],
  };
}
