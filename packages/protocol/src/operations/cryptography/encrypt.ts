import * as z from "zod/mini";
import { ciphertextBlob, keyUsed } from "../../fields/data-key.ts";
import { encryptionContext } from "../../fields/encryption-context.ts";
import { keyName } from "../../fields/identifiers.ts";
import { plaintext } from "../../fields/plaintext.ts";
import { secret } from "../../fields/secret.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation } from "./cryptographic-operation.ts";

/** Encrypt: encrypts text of up to 6,144 bytes of UTF-8 under the primary version of a key. */
export const encrypt = defineOperation({
  name: "Encrypt",
  summary: "Encrypts text under a key",
  request: {
    KeyId: keyName,
    Plaintext: secret(plaintext),
    EncryptionContext: z.optional(encryptionContext),
  },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob },
  ...cryptographicOperation,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Forbidden.AliasNotFound", "UnsupportedOperation"],
});
