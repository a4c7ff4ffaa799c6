import { sm2 as partOfSm2 } from "sm-crypto";

/** SM2 of sm-crypto: by other hands than the service's. Texts are hexadecimal; its ciphertexts lack the leading 04. */
export const sm2 = partOfSm2 as typeof partOfSm2 & {
  /** @param mode 1 for C1 C3 C2 */
  doEncrypt(message: Uint8Array, publicKey: string, mode: 1): string;
  /** Hashes Z_A, for the default user id, and the message with SM3 first. */
  doVerifySignature(
    message: Uint8Array,
    signature: string,
    publicKey: string,
    options: { readonly der: true },
  ): boolean;
};
