import * as z from "zod/mini";
import { digest, signatureAlgorithm } from "../../fields/algorithms.ts";
import { base64 } from "../../fields/base64.ts";
import { keyUsed } from "../../fields/data-key.ts";
import { keyName, keyVersionId } from "../../fields/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { keyPairErrors, keyPairOperation } from "./cryptographic-operation.ts";

/** AsymmetricVerify: tells whether a signature over a digest is right. */
export const asymmetricVerify = defineOperation({
  name: "AsymmetricVerify",
  summary: "Verifies a signature",
  request: {
    KeyId: keyName,
    KeyVersionId: keyVersionId,
    Algorithm: signatureAlgorithm,
    Digest: digest,
    Value: base64({ max: 1024 }),
  },
  answer: {
    ...keyUsed,
    /** Whether the signature is right; a malformed one is not. */
    Value: z.boolean(),
  },
  ...keyPairOperation,
  errors: [...keyPairErrors, "UnsupportedOperation"],
});
