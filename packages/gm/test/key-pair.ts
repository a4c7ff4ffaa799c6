import { encodeEcPrivateKey, encodeEcPublicKey } from "@keyferry/crypto";
import { generateSm2PrivateKey, sm2PublicKeyOf } from "@keyferry/gm";

/** A new key pair as others read it: PKCS #8 and SubjectPublicKeyInfo, in DER. */
export function sm2KeyPair(): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array } {
  const scalar = generateSm2PrivateKey();
  const point = sm2PublicKeyOf(scalar);
  return {
    privateKey: encodeEcPrivateKey("EC_SM2", scalar, point),
    publicKey: encodeEcPublicKey("EC_SM2", point),
  };
}
