import {
  derSignature,
  type HostEncryption,
  type HostSignature,
  type HostUnwrap,
  type HostWrap,
  type Sm2RecipientKey,
  type Sm2RecipientPrivateKey,
} from "@keyferry/crypto";
import { decryptSm2, encryptSm2, signSm2, sm2MessageDigest, verifySm2 } from "@keyferry/gm";
import type { SoftwareEcKey } from "./ec-key-pair.ts";
import { openedByGm } from "./opened-by-gm.ts";

/** SM2DSA (GB/T 32918.2) over the digest as given, in DER (GM/T 0009). */
export const sm2Dsa: HostSignature<SoftwareEcKey> = derSignature<SoftwareEcKey>({
  sign: ({ scalar }, digest) => signSm2(scalar, digest),
  verify: ({ point }, digest, numbers) => verifySm2(point, digest, numbers),
});

/** SM2DSA (GB/T 32918.2) over a message with the default user id, in DER (GM/T 0009). */
export const sm2DsaOfMessages: HostSignature<SoftwareEcKey> = {
  sign: (key, message) => sm2Dsa.sign(key, sm2MessageDigest(key.point, message)),
  verify: (key, message, signature) => sm2Dsa.verify(key, sm2MessageDigest(key.point, message), signature),
};

/** SM2PKE (GB/T 32918.4) under keys of the service, as C1 C3 C2. */
export const sm2Pke: HostEncryption<SoftwareEcKey> = {
  encrypt: ({ point }, plaintext) => encryptSm2(point, plaintext),
  decrypt: ({ scalar }, ciphertext) => openedByGm(() => decryptSm2(scalar, ciphertext)),
};

/** Wraps a data key with SM2PKE for a recipient. */
export const wrapSm2Pke: HostWrap<Sm2RecipientKey> = ({ point }, payload) => encryptSm2(point, payload);

/** Opens what was wrapped with SM2PKE, with the recipient's private key. */
export const unwrapSm2Pke: HostUnwrap<Sm2RecipientPrivateKey> = ({ scalar }, exported) =>
  openedByGm(() => decryptSm2(scalar, exported));
