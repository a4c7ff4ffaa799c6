import * as z from "zod/mini";
import { base64 } from "../../fields/base64.ts";
import { ciphertextBlob, keyUsed } from "../../fields/data-key.ts";
import { encryptionContext } from "../../fields/encryption-context.ts";
import { secret } from "../../fields/secret.ts";
import { keyName } from "../../fields/text.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation } from "./cryptographic-operation.ts";

/** Encrypt: encrypts up to 6,144 bytes under the primary version of a key. */
export const encrypt = defineOperation({
  name: "Encrypt",
  summary: "Encrypts data under a key",
  request: {
    KeyId: keyName,
    Plaintext: secret(base64({ max: 6144 })),
    EncryptionContext: z.optional(encryptionContext),
  },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob },
  ...cryptographicOperation,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Forbidden.AliasNotFound", "UnsupportedOperation"],
});
