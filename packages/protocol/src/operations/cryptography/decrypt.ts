import * as z from "zod/mini";
import { base64 } from "../../fields/base64.ts";
import { ciphertextBlob, keyUsed, recipientEnclave } from "../../fields/data-key.ts";
import { encryptionContext } from "../../fields/encryption-context.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation } from "./cryptographic-operation.ts";

/** Decrypt: decrypts what Encrypt or GenerateDataKey made. */
export const decrypt = defineOperation({
  name: "Decrypt",
  summary: "Decrypts a ciphertext",
  request: {
    CiphertextBlob: ciphertextBlob,
    EncryptionContext: z.optional(encryptionContext),
    Recipient: recipientEnclave,
  },
  answer: {
    ...keyUsed,
    /** Empty where ReEncrypt found nothing under a public key. */
    Plaintext: base64({ max: 6144, min: 0 }),
  },
  ...cryptographicOperation,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "UnsupportedOperation"],
});
