import { type AsymmetricKeySpec, type EncryptionAlgorithm, keySpecs } from "@keyferry/algorithms";
import pkcs11 from "pkcs11js";
import type { ModuleFindings, OaepHash } from "../../calls.ts";
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

const algorithmOf = { sha256: "RSAES_OAEP_SHA_256", sha1: "RSAES_OAEP_SHA_1" } as const satisfies Record<
  OaepHash,
  EncryptionAlgorithm
>;

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
    const signatureAlgorithms = (["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256"] as const).filter((algorithm) =>
      can((session) => signs(session, pair, algorithm)),
    );
    const encrypting = oaepHashes.filter((hash) => can((session) => encryptsOaep(session, pair, hash)));
    const useful = signatureAlgorithms.length > 0 || encrypting.length > 0;
    return {
      keySpecs: (["RSA_2048", "RSA_3072", "RSA_4096"] as const).filter((spec) => {
        const bits = 8 * keySpecs[spec].modulusLength;
        return useful && sizes.min <= bits && bits <= sizes.max;
      }),
      signatureAlgorithms,
      encryptionAlgorithms: encrypting.map((hash) => algorithmOf[hash]),
      unwrappingHashes: oaepHashes.filter((hash) => can((session) => unwrapsOaep(session, pair, hash, form))),
    };
  });
  const curves = (["EC_P256", "EC_P256K"] as const).filter(
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
