import * as z from "zod/mini";
import { encryptionAlgorithm } from "./algorithms.ts";
import { ciphertextBlob, keyUsed, sentCiphertext } from "./fields.ts";
import { encryptionContext } from "../../codecs/encryption-context.ts";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { overriddenBy } from "../../codecs/marks.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { cryptographicOperation, keyPairErrors } from "./cryptographic-operation.ts";

/** ReEncrypt: decrypts under one key and encrypts under another, inside the service. Answers the ids of the source. */
export const reEncrypt = defineOperation({
  name: "ReEncrypt",
  permissions: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
  summary: "Encrypts a ciphertext anew under another key",
  request: {
    CiphertextBlob: sentCiphertext({
      context: "SourceEncryptionContext",
      algorithm: "SourceEncryptionAlgorithm",
    }),
    /** Of a symmetric ciphertext: one of a key pair has none. */
    SourceEncryptionContext: overriddenBy("SourceEncryptionAlgorithm", z.optional(encryptionContext)),
    DestinationKeyId: keyName,
    DestinationEncryptionContext: z.optional(encryptionContext),
    SourceKeyId: z.optional(keyName),
    SourceKeyVersionId: z.optional(keyVersionId),
    SourceEncryptionAlgorithm: z.optional(encryptionAlgorithm),
  },
  answer: { ...keyUsed, CiphertextBlob: ciphertextBlob },
  ...cryptographicOperation,
  throttleGroup: "rewrapping",
  gateways: sharedGateways,
  errors: [...keyPairErrors, "Rejected.LimitExceeded", "UnsupportedOperation"],
});
