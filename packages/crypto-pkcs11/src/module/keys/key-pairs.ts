import { createPublicKey } from "node:crypto";
import { type AsymmetricKeySpec, ecCurves, isEcKeySpec, type SignatureAlgorithm } from "@keyferry/algorithms";
import { equalBytes, joinPublic, publicBytesOf, publicNumber } from "@keyferry/bytes";
import { encodeEcPublicKey, isOnCurve, undecryptable, unsupported } from "@keyferry/crypto";
import pkcs11 from "pkcs11js";
import type { Handle, Mechanism } from "pkcs11js";
import type { ModuleKey, OaepHash } from "../../calls.ts";
import { readMagnitude } from "../session/attributes.ts";
import { isAnswer, isDeviceError, TokenFault } from "../session/cryptoki-error.ts";
import { oaep, plain, pssSha256 } from "../session/mechanisms.ts";
import type { Session } from "../session/session.ts";
import type { TokenKeys } from "./token-keys.ts";

/** DigestInfo of SHA-256 up to its digest (RFC 8017 9.2, note 1). */
const sha256DigestInfo = publicNumber(0x3031300d060960864801650304020105000420n, 19);
const pointLength = 65;
/** OCTET STRING of 65 bytes. */
const pointHead = publicBytesOf(0x04, pointLength);

const signatureMechanisms: Readonly<
  Partial<Record<SignatureAlgorithm, (digest: Uint8Array) => readonly [Mechanism, Uint8Array]>>
> = {
  RSA_PSS_SHA_256: (digest) => [pssSha256, digest],
  RSA_PKCS1_SHA_256: (digest) => [plain(pkcs11.CKM_RSA_PKCS), joinPublic(sha256DigestInfo, digest)],
  ECDSA_SHA_256: (digest) => [plain(pkcs11.CKM_ECDSA), digest],
};

/** The mechanism of a signature algorithm with what it is to sign. */
export function signing(algorithm: SignatureAlgorithm, digest: Uint8Array): readonly [Mechanism, Uint8Array] {
  const mechanism = signatureMechanisms[algorithm];
  if (mechanism === undefined) throw unsupported(`no module signs with ${algorithm}`);
  return mechanism(digest);
}

/** CKA_EC_POINT is an OCTET STRING around the point; some modules leave that out. */
function readPoint(session: Session, key: Handle, spec: keyof typeof ecCurves): Buffer {
  const value = session.read(key, pkcs11.CKA_EC_POINT);
  const wrapped = value.length === 2 + pointLength && equalBytes(value.subarray(0, 2), pointHead);
  const point = wrapped ? value.subarray(2) : value;
  const coordinate = (from: number) => BigInt(`0x${point.subarray(from, from + 32).toString("hex")}`);
  if (
    point.length !== pointLength ||
    point[0] !== 0x04 ||
    !isOnCurve(ecCurves[spec], coordinate(1), coordinate(33))
  ) {
    throw new TokenFault(`the token's public key is no point on the curve of ${spec}`);
  }
  return point;
}

/** SubjectPublicKeyInfo (RFC 5280) of a public key, or of a private RSA key, in DER. */
export function readPublicKey(session: Session, key: Handle, spec: AsymmetricKeySpec): Uint8Array {
  if (isEcKeySpec(spec)) return encodeEcPublicKey(spec, readPoint(session, key, spec));
  const base64url = (attribute: number) => readMagnitude(session, key, attribute).toString("base64url");
  const n = base64url(pkcs11.CKA_MODULUS);
  const e = base64url(pkcs11.CKA_PUBLIC_EXPONENT);
  if (e !== "AQAB") throw new TokenFault("the exponent of the token's RSA key is not 65537");
  return createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" }).export({
    type: "spki",
    format: "der",
  });
}

/** What is done with the key pairs of a token. Digests have 32 bytes; lengths and specs have been checked. */
export interface ModuleKeyPairs {
  publicKey(session: Session, key: ModuleKey<AsymmetricKeySpec>): Uint8Array;
  /** As long as the modulus, or r and s of 32 bytes each. */
  sign(
    session: Session,
    key: ModuleKey<AsymmetricKeySpec>,
    algorithm: SignatureAlgorithm,
    digest: Uint8Array,
  ): Uint8Array;
  verify(
    session: Session,
    key: ModuleKey<AsymmetricKeySpec>,
    algorithm: SignatureAlgorithm,
    digest: Uint8Array,
    signature: Uint8Array,
  ): boolean;
  encryptOaep(
    session: Session,
    key: ModuleKey<AsymmetricKeySpec>,
    hash: OaepHash,
    plaintext: Uint8Array,
  ): Uint8Array;
  /** @throws CryptoError `undecryptable` */
  decryptOaep(
    session: Session,
    key: ModuleKey<AsymmetricKeySpec>,
    hash: OaepHash,
    ciphertext: Uint8Array,
  ): Uint8Array;
}

const maxModulusLength = 512;

/** The key pairs of a token. */
export function createModuleKeyPairs(keys: TokenKeys): ModuleKeyPairs {
  const half = (session: Session, { versionId, id, spec }: ModuleKey, role: "private" | "public") =>
    keys.find(session, { owner: versionId, id, spec, role });

  return {
    publicKey: (session, key) => readPublicKey(session, half(session, key, "public"), key.spec),
    sign(session, key, algorithm, digest) {
      const [mechanism, data] = signing(algorithm, digest);
      return session.sign(mechanism, half(session, key, "private"), data);
    },
    verify(session, key, algorithm, digest, signature) {
      const [mechanism, data] = signing(algorithm, digest);
      const publicKey = half(session, key, "public");
      try {
        return session.verify(mechanism, publicKey, data, signature);
      } catch (error) {
        // Modules have many words for a signature that is none. NSS's is that of a broken device, which makes no
        // random bytes either.
        if (isDeviceError(error)) session.random(1);
        else if (!isAnswer(error)) throw error;
        return false;
      }
    },
    encryptOaep: (session, key, hash, plaintext) =>
      session.encrypt(oaep(hash), half(session, key, "public"), plaintext, maxModulusLength),
    decryptOaep(session, key, hash, ciphertext) {
      const privateKey = half(session, key, "private");
      try {
        return session.decrypt(oaep(hash), privateKey, ciphertext);
      } catch (error) {
        if (isAnswer(error)) throw undecryptable();
        throw error;
      }
    },
  };
}
