import type { ConformanceCheck } from "@keyferry/conformance";
import {
  type EcKeySpec,
  type EncryptionAlgorithm,
  type MacAlgorithm,
  macAlgorithms,
  type RsaKeySpec,
  type SignatureAlgorithm,
} from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";
import { concatBytes, hexToBytes } from "@noble/ciphers/utils.js";
import { CryptoError } from "../errors.ts";
import type { HostCipher, HostMac } from "../primitives/primitives.ts";

/** The part of a file of Wycheproof's test vectors (its schemas of 2025) that is read here. Bytes are hexadecimal. */
export interface WycheproofFile {
  readonly algorithm: string;
  readonly testGroups: readonly WycheproofGroup[];
}

interface WycheproofGroup {
  readonly keySize?: number;
  readonly ivSize?: number;
  readonly tagSize?: number;
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly privateKeyPkcs8?: string;
  readonly publicKeyDer?: string;
  readonly publicKey?: { readonly curve?: string };
  readonly tests: readonly WycheproofCase[];
}

interface WycheproofCase {
  readonly tcId: number;
  readonly comment: string;
  /** `acceptable`: either way. */
  readonly result: "valid" | "invalid" | "acceptable";
  readonly key?: string;
  readonly iv?: string;
  readonly aad?: string;
  readonly msg?: string;
  readonly ct?: string;
  readonly tag?: string;
  readonly label?: string;
  readonly sig?: string;
}

/** The primitives of one library, as Wycheproof needs them: keys come from outside, and often only the public one. */
export interface WycheproofSubject {
  /** AES in GCM by the length of the key in bits. */
  readonly aesGcm?: Readonly<Partial<Record<128 | 192 | 256, HostCipher>>>;
  readonly macs?: Readonly<Partial<Record<MacAlgorithm, HostMac>>>;
  /** @throws CryptoError `undecryptable` */
  readonly decryptOaep?: (
    key: { readonly spec: RsaKeySpec; readonly pkcs8: Uint8Array },
    algorithm: EncryptionAlgorithm,
    ciphertext: Uint8Array,
  ) => MaybePromise<Uint8Array>;
  /** Answers `undefined` for keys that the library does not do. */
  readonly verify?: (
    key: { readonly spec: RsaKeySpec | EcKeySpec; readonly spki: Uint8Array },
    algorithm: SignatureAlgorithm,
    message: Uint8Array,
    signature: Uint8Array,
  ) => MaybePromise<boolean | undefined>;
}

/** Whether the library took the case: `undefined` where the case is about something that is not done here. */
type Judge = (group: WycheproofGroup, one: WycheproofCase) => Promise<boolean | undefined>;

const bytes = (hex = ""): Uint8Array => hexToBytes(hex);

const rsaSpecs: Readonly<Record<number, RsaKeySpec>> = {
  2048: "RSA_2048",
  3072: "RSA_3072",
  4096: "RSA_4096",
};

const ecSpecs: Readonly<Record<string, EcKeySpec>> = { secp256r1: "EC_P256", secp256k1: "EC_P256K" };

const oaepAlgorithms: Readonly<Record<string, EncryptionAlgorithm>> = {
  "SHA-256": "RSAES_OAEP_SHA_256",
  "SHA-1": "RSAES_OAEP_SHA_1",
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => String(a) === String(b);

/** What `work` says, or `false` where it finds the case undecryptable. */
async function unlessUndecryptable(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CryptoError && error.reason === "undecryptable") return false;
    throw error;
  }
}

function judgeGcm({ aesGcm = {} }: WycheproofSubject): Judge {
  return async ({ keySize = 0, ivSize, tagSize }, one) => {
    const cipher = (aesGcm as Readonly<Record<number, HostCipher | undefined>>)[keySize];
    if (cipher === undefined || ivSize !== 96 || tagSize !== 128) return undefined;
    const key = await cipher.importKey(bytes(one.key));
    const [iv, aad, message] = [bytes(one.iv), bytes(one.aad), bytes(one.msg)];
    const sealed = concatBytes(bytes(one.ct), bytes(one.tag));
    return unlessUndecryptable(async () => {
      const opened = await cipher.open(key, iv, sealed, aad);
      return sameBytes(opened, message) && sameBytes(await cipher.seal(key, iv, message, aad), sealed);
    });
  };
}

function judgeOaep({ decryptOaep }: WycheproofSubject): Judge {
  return async ({ keySize = 0, sha = "", mgfSha, privateKeyPkcs8 }, one) => {
    const [spec, algorithm] = [rsaSpecs[keySize], oaepAlgorithms[sha]];
    const foreign = mgfSha !== sha || one.label !== "";
    if (decryptOaep === undefined || spec === undefined || algorithm === undefined || foreign) {
      return undefined;
    }
    const key = { spec, pkcs8: bytes(privateKeyPkcs8) };
    return unlessUndecryptable(async () =>
      sameBytes(await decryptOaep(key, algorithm, bytes(one.ct)), bytes(one.msg)),
    );
  };
}

function judgeSignature({ verify }: WycheproofSubject, algorithm: SignatureAlgorithm): Judge {
  return async ({ keySize = 0, sha, mgfSha = sha, sLen = 32, publicKeyDer, publicKey }, one) => {
    const spec = publicKey?.curve === undefined ? rsaSpecs[keySize] : ecSpecs[publicKey.curve];
    if (spec === undefined || sha !== "SHA-256" || mgfSha !== sha || sLen !== 32) return undefined;
    const key = { spec, spki: bytes(publicKeyDer) };
    return verify?.(key, algorithm, bytes(one.msg), bytes(one.sig));
  };
}

function judgeMac({ macs }: WycheproofSubject, algorithm: MacAlgorithm): Judge {
  return async ({ tagSize }, one) => {
    const mac = macs?.[algorithm];
    if (mac === undefined || tagSize !== 8 * macAlgorithms[algorithm].length) return undefined;
    const key = await mac.importKey(bytes(one.key));
    const [message, tag] = [bytes(one.msg), bytes(one.tag)];
    const isMade = sameBytes(await mac.generate(key, message), tag);
    return (await mac.verify(key, message, tag)) && isMade;
  };
}

const macNames: Readonly<Record<string, MacAlgorithm>> = {
  HMACSHA224: "HMAC_SHA_224",
  HMACSHA256: "HMAC_SHA_256",
  HMACSHA384: "HMAC_SHA_384",
  HMACSHA512: "HMAC_SHA_512",
  HMACSM3: "HMAC_SM3",
};

function judgeOf(algorithm: string, subject: WycheproofSubject): Judge | undefined {
  const macName = Object.hasOwn(macNames, algorithm) ? macNames[algorithm] : undefined;
  if (macName !== undefined) return judgeMac(subject, macName);
  switch (algorithm) {
    case "AES-GCM":
      return judgeGcm(subject);
    case "RSAES-OAEP":
      return judgeOaep(subject);
    case "RSASSA-PSS":
      return judgeSignature(subject, "RSA_PSS_SHA_256");
    case "RSASSA-PKCS1-v1_5":
      return judgeSignature(subject, "RSA_PKCS1_SHA_256");
    case "ECDSA":
      return judgeSignature(subject, "ECDSA_SHA_256");
    default:
      return undefined;
  }
}

/**
 * A check that puts every case of a file of Wycheproof's test vectors to `subject`: AES-GCM (keys of 256 bits, IVs of
 * 96, tags of 128), RSAES-OAEP (no label, one hash for all), RSASSA-PSS (SHA-256, salt of 32 bytes),
 * RSASSA-PKCS1-v1_5 and ECDSA in DER (SHA-256), HMAC (SHA-2 and SM3, tags as long as the hash, keys of any length).
 * Cases about anything else are passed over, and so are the keys that the
 * subject does not do; a file without any other case is a failure. The files are not part of this package.
 *
 * @param name how the check is to be called
 * @throws RangeError for a file about another algorithm
 */
export function wycheproofCheck(
  name: string,
  { algorithm, testGroups }: WycheproofFile,
  subject: WycheproofSubject,
): ConformanceCheck {
  const judge = judgeOf(algorithm, subject);
  if (judge === undefined) throw new RangeError(`Wycheproof's ${algorithm} is not read here`);
  return {
    name,
    async run() {
      let judged = 0;
      const wrong: string[] = [];
      for (const group of testGroups) {
        for (const one of group.tests) {
          const taken = await judge(group, one);
          if (taken === undefined) continue;
          judged += 1;
          if (one.result !== "acceptable" && taken !== (one.result === "valid")) {
            wrong.push(`case ${String(one.tcId)} (${one.comment}) is ${one.result}`);
          }
        }
      }
      if (judged === 0) throw new Error("expected at least one case that concerns the subject");
      if (wrong.length > 0) throw new Error(`expected another judgement: ${wrong.join("; ")}`);
    },
  };
}
