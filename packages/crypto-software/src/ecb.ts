import { type HostEcb, undecryptable } from "@keyferry/crypto";
import { decryptSm4Ecb } from "@keyferry/gm";
import { ecb } from "@noble/ciphers/aes.js";

/** AES-256 in ECB with the padding of PKCS #7, as wrapped key material has it. */
export const aes256Ecb: HostEcb = (key, ciphertext) => {
  try {
    return ecb(key).decrypt(ciphertext);
  } catch {
    throw undecryptable();
  }
};

/** SM4 in ECB without padding. */
export const sm4Ecb: HostEcb = decryptSm4Ecb;
