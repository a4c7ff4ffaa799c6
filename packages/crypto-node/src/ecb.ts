import { createDecipheriv } from "node:crypto";
import { joinSecret, wipe } from "@keyferry/bytes";
import { type HostEcb, undecryptable } from "@keyferry/crypto";

/** AES-256 in ECB with the padding of PKCS #7, as wrapped key material has it. */
export const aes256Ecb: HostEcb = (key, ciphertext) => {
  const decipher = createDecipheriv("aes-256-ecb", key, null);
  const first = decipher.update(ciphertext);
  try {
    const last = decipher.final();
    const plaintext = joinSecret(first, last);
    wipe(last);
    return plaintext;
  } catch {
    throw undecryptable();
  } finally {
    wipe(first);
  }
};
