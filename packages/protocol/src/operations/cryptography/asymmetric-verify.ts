import * as z from "zod/mini";
import { digest, signatureAlgorithm } from "./algorithms.ts";
import { base64 } from "../../codecs/base64.ts";
import { keyUsed } from "./fields.ts";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { hint } from "../../codecs/marks.ts";
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
    Value: hint("base64 text of a signature", base64({ max: 1024 })),
  },
  answer: {
    ...keyUsed,
    /** Whether the signature is right; a malformed one is not. */
    Value: z.boolean(),
  },
  ...keyPairOperation,
  errors: [...keyPairErrors, "UnsupportedOperation"],
});
