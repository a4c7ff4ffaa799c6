import { encodeBase64Url, publicUtf8 } from "@keyferry/bytes";
import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson } from "../canonical.ts";

/** Where a server has the public keys of its receipts, on every gateway and unsigned: a JSON Web Key Set. */
export const receiptKeyPath = "/.well-known/keyferry-receipt-key";

/** What receipts are signed with. */
export type ReceiptKeySpec = "Ed25519" | "EC_SM2";

interface SpecRow {
  /** `alg` of the receipt's header (RFC 7515 4.1.1). */
  readonly algorithm: "EdDSA" | "SM2DSA";
  /** `kty` and `crv` of the JSON Web Key. */
  readonly type: "OKP" | "EC";
  readonly curve: "Ed25519" | "SM2";
  /** Length of the public key, in bytes: RFC 8032 5.1.5, or `04 || x || y`. */
  readonly length: number;
  /** What stands before the public key in a SubjectPublicKeyInfo, hex: RFC 8410 4, or GM/T 0015. */
  readonly spkiPrefix: string;
}

/**
 * All that is known of each spec. `EdDSA` on `Ed25519` is of RFC 8037. SM2 is not registered for JOSE: `SM2DSA` is Alibaba
 * Cloud's name of the signature with SM3 and the default user id, and stands here for r and s, 32 bytes each.
 */
export const receiptKeySpecs: Readonly<Record<ReceiptKeySpec, SpecRow>> = {
  Ed25519: {
    algorithm: "EdDSA",
    type: "OKP",
    curve: "Ed25519",
    length: 32,
    spkiPrefix: "302a300506032b6570032100",
  },
  EC_SM2: {
    algorithm: "SM2DSA",
    type: "EC",
    curve: "SM2",
    length: 65,
    spkiPrefix: "3059301306072a8648ce3d020106082a811ccf5501822d034200",
  },
};

/** A public key of receipts. */
export interface ReceiptKey {
  readonly spec: ReceiptKeySpec;
  /** What receipts name it by: its JWK thumbprint (RFC 7638), base64url of a SHA-256. */
  readonly id: string;
  /** 32 bytes of Ed25519 (RFC 8032 5.1.5), or `04 || x || y` of SM2. */
  readonly bytes: Uint8Array;
}

/**
 * A public key by its bytes. Whether they are a point of the curve is found out when a signature is verified.
 *
 * @throws RangeError for bytes of another length
 */
export function receiptKeyOf(spec: ReceiptKeySpec, bytes: Uint8Array): ReceiptKey {
  const { length } = receiptKeySpecs[spec];
  if (bytes.length !== length) throw new RangeError(`a public key of ${spec} has ${String(length)} bytes`);
  const id = encodeBase64Url(sha256(publicUtf8(canonicalJson({ ...publicMembers(spec, bytes) }))));
  return { spec, id, bytes };
}

/** The members of a JSON Web Key that its thumbprint is over. */
export function publicMembers(spec: ReceiptKeySpec, bytes: Uint8Array): PublicMembers {
  const { type: kty, curve: crv } = receiptKeySpecs[spec];
  return spec === "Ed25519"
    ? { kty, crv, x: encodeBase64Url(bytes) }
    : { kty, crv, x: encodeBase64Url(bytes.subarray(1, 33)), y: encodeBase64Url(bytes.subarray(33)) };
}

/** The required members of a JSON Web Key: RFC 8037 2, or RFC 7518 6.2.1. */
export interface PublicMembers {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y?: string;
}
