import * as z from "zod/mini";
import { ciphertextBlob, keyUsed } from "./fields.ts";
import { encryptionContext } from "../../codecs/encryption-context.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { plaintext } from "../../codecs/plaintext.ts";
import { mark } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { cryptographicOperation, sealingErrors } from "./cryptographic-operation.ts";

/** Encrypt: encrypts text of up to 6,144 bytes of UTF-8 under the primary version of a key. */
export const encrypt = defineOperation({
  name: "Encrypt",
  summary: "Encrypts text under a key",
  request: {
    KeyId: keyName,
    Plaintext: mark({ secret: true, hint: "text, up to 6144 bytes, sent as typed" }, plaintext),
    EncryptionContext: z.optional(encryptionContext),
  },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob },
  ...cryptographicOperation,
  errors: sealingErrors,
});
