import { macAlgorithm, macMessage } from "./algorithms.ts";
import { macErrors, macOperation } from "./cryptographic-operation.ts";
import { macMade } from "./fields.ts";
import { base64 } from "../../codecs/base64.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";

/** GenerateMac: makes the authentication code of a message. */
export const generateMac = defineOperation({
  name: "GenerateMac",
  summary: "Makes a message authentication code",
  request: { KeyId: keyName, Algorithm: macAlgorithm, Message: macMessage },
  answer: { ...macMade, Mac: base64({ max: 64 }) },
  ...macOperation,
  errors: macErrors,
});
