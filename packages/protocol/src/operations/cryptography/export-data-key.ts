import * as z from "zod/mini";
import { base64 } from "../../codecs/base64.ts";
import { keyUsed, recipient, sentCiphertext } from "./fields.ts";
import { encryptionContext } from "../../codecs/encryption-context.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation } from "./cryptographic-operation.ts";

/** ExportDataKey: unwraps a data key inside the service and wraps it again under the caller's public key. */
export const exportDataKey = defineOperation({
  name: "ExportDataKey",
  summary: "Wraps a data key under a public key that the caller hands in",
  request: {
    CiphertextBlob: sentCiphertext({ context: "EncryptionContext" }),
    EncryptionContext: z.optional(encryptionContext),
    ...recipient,
  },
  answer: {
    ...keyUsed,
    /** OAEP ciphertext of 256 bytes, or SM2PKE; its payload is the data key's raw bytes. */
    ExportedDataKey: base64({ max: 8192 }),
  },
  ...cryptographicOperation,
  exports: true,
  throttleGroup: "rewrapping",
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "UnsupportedOperation"],
});
