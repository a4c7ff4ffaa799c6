import pkcs11 from "pkcs11js";
import type { AesGCM, Mechanism, RsaOAEP, RsaPSS } from "pkcs11js";
import type { ModuleFindings, OaepHash } from "../../calls.ts";
import { bufferOf } from "./buffers.ts";

/** Lengths of AES-GCM here, in bytes. */
export const gcmIvLength = 12;
export const gcmTagLength = 16;

/** PKCS #11 2.40 has no name for it yet, nor has pkcs11js: AES key wrap with padding, RFC 5649. */
const aesKeyWrapKwp = 0x210b;

/** The mechanisms that may be RFC 5649: the one that is named so first. */
export const keyWrapCandidates: readonly number[] = [aesKeyWrapKwp, pkcs11.CKM_AES_KEY_WRAP_PAD];

/** A mechanism without parameters. */
export const plain = (mechanism: number): Mechanism => ({ mechanism });

/** AES in GCM (SP 800-38D) with an IV of 12 bytes and a tag of 16, which stands behind the ciphertext. */
export function gcm(
  form: ModuleFindings["gcmParameters"],
  iv: Uint8Array,
  associatedData: Uint8Array,
): Mechanism {
  const parameter: AesGCM = {
    type: form === "with ivBits" ? pkcs11.CK_PARAMS_AES_GCM_v240 : pkcs11.CK_PARAMS_AES_GCM,
    iv: bufferOf(iv),
    ivBits: 8 * gcmIvLength,
    aad: bufferOf(associatedData),
    tagBits: 8 * gcmTagLength,
  };
  return { mechanism: pkcs11.CKM_AES_GCM, parameter };
}

const hashes = {
  sha256: { hashAlg: pkcs11.CKM_SHA256, mgf: pkcs11.CKG_MGF1_SHA256 },
  sha1: { hashAlg: pkcs11.CKM_SHA_1, mgf: pkcs11.CKG_MGF1_SHA1 },
} as const satisfies Record<OaepHash, unknown>;

/** CKZ_DATA_SPECIFIED: the label of OAEP is given, and empty. */
const dataSpecified = 1;

/** RSAES-OAEP (RFC 8017 7.1): empty label, MGF1 over the same hash. */
export function oaep(hash: OaepHash): Mechanism {
  const parameter: RsaOAEP = { type: pkcs11.CK_PARAMS_RSA_OAEP, ...hashes[hash], source: dataSpecified };
  return { mechanism: pkcs11.CKM_RSA_PKCS_OAEP, parameter };
}

const pssParameter: RsaPSS = { type: pkcs11.CK_PARAMS_RSA_PSS, ...hashes.sha256, saltLen: 32 };

/** RSASSA-PSS (RFC 8017 8.1) of a SHA-256 digest: MGF1 over SHA-256, a salt of 32 bytes. */
export const pssSha256: Mechanism = { mechanism: pkcs11.CKM_RSA_PKCS_PSS, parameter: pssParameter };
