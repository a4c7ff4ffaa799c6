import * as z from "zod/mini";
import { macAlgorithm, macMessage } from "./algorithms.ts";
import { macErrors, macOperation } from "./cryptographic-operation.ts";
import { macMade } from "./fields.ts";
import { base64 } from "../../codecs/base64.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { mark } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";

/** VerifyMac: tells whether an authentication code is a message's. */
export const verifyMac = defineOperation({
  name: "VerifyMac",
  summary: "Verifies a message authentication code",
  request: {
    KeyId: keyName,
    Algorithm: macAlgorithm,
    Message: macMessage,
    Mac: mark({ secret: true, hint: "base64 text of a code" }, base64({ max: 1024 })),
  },
  answer: {
    ...macMade,
    /** Whether the code is right; one of another length is not. */
    Value: z.boolean(),
  },
  ...macOperation,
  errors: macErrors,
});
