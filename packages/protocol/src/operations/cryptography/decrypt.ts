import * as z from "zod/mini";
import { keyUsed, recipientEnclave, sentCiphertext } from "./fields.ts";
import { encryptionContext } from "../../codecs/encryption-context.ts";
import { secret, verbatim } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation } from "./cryptographic-operation.ts";

/** Decrypt: decrypts what Encrypt or GenerateDataKey made. */
export const decrypt = defineOperation({
  name: "Decrypt",
  summary: "Decrypts a ciphertext",
  request: {
    CiphertextBlob: sentCiphertext({ context: "EncryptionContext" }),
    EncryptionContext: z.optional(encryptionContext),
    Recipient: recipientEnclave,
  },
  answer: {
    ...keyUsed,
    /**
     * The text that was encrypted, as it was; of a data key its base64 text. Empty where ReEncrypt found nothing under a
     * public key.
     */
    Plaintext: secret(verbatim(z.string())),
  },
  ...cryptographicOperation,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "UnsupportedOperation"],
});
